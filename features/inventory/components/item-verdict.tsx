"use client";

import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { decideItemAction } from "../actions";
import type { ItemView } from "../schema";
import { verdictWord } from "./item-look";

/** What becomes of an item: the verdict with its reason, one from another upgrade to take over, and the form to decide. */
export function ItemVerdict({
  upgrade,
  item,
  refused,
}: {
  upgrade: string;
  item: ItemView;
  refused: string | null;
}) {
  const [open, setOpen] = useState(item.undecided && refused === null);
  const { code, version, kind, proposal } = item;
  const form = useActionForm({
    action: (input: { verdict: string | null; reason: string }) =>
      decideItemAction({ upgrade, item: code, version, ...input }),
    input: (values) => ({ verdict: values.optional("verdict"), reason: values.text("reason") }),
    onSuccess: () => {
      setOpen(false);
      void notify({ message: `${code} is decided` });
    },
  });
  const takeOver = async () => {
    if (!proposal) return;
    const result = await decideItemAction({
      upgrade,
      item: code,
      version,
      verdict: proposal.verdict,
      reason: proposal.reason || `As in ${proposal.upgrade} (${proposal.code})`,
    });
    if (result.ok) setOpen(false);
    else void notify({ message: result.message, tone: "error" });
  };
  return (
    <Card
      title="Verdict"
      padded
      action={
        open ? null : (
          <Button size="sm" reason={refused} onClick={() => setOpen(true)}>
            {item.verdict === null ? "Decide" : "Change"}
          </Button>
        )
      }
    >
      {proposal && item.verdict === null ? (
        <Notice className="mb-3">
          <p>
            In {proposal.upgrade} the same {kind.noun} was decided: <b>{proposal.label}</b>
            {proposal.reason ? ` (${proposal.reason})` : ""}.
          </p>
          <Button size="sm" className="mt-2" reason={refused} onClick={() => void takeOver()}>
            Take over {proposal.label}
          </Button>
        </Notice>
      ) : null}
      {open ? (
        <form key={version} {...form.formProps} className="flex flex-col gap-3.5">
          <FormErrors form={form} />
          <RadioGroup
            name="verdict"
            legend={`What becomes of this ${kind.noun}`}
            defaultValue={item.verdict ?? ""}
            options={[
              ...kind.verdicts.map(({ value, label, work, needsTest }) => ({
                value,
                label,
                hint: [
                  work ? "Work in every environment" : "Nothing to do in the environments",
                  ...(needsTest ? ["a test case proves it"] : []),
                ].join(", "),
              })),
              { value: "", label: "Not decided" },
            ]}
          />
          <TextArea name="reason" label="Why" defaultValue={item.verdictReason} />
          <div className="flex gap-2">
            <SubmitButton pending={form.pending}>Decide</SubmitButton>
            {item.undecided ? null : <Button onClick={() => setOpen(false)}>Cancel</Button>}
          </div>
        </form>
      ) : (
        <p>
          {item.verdict === null ? (
            <span className="text-ink-3">
              {item.undecided ? "Not decided yet." : "Nothing has to be decided."}
            </span>
          ) : (
            <>
              <b>{verdictWord(kind, item)}</b>
              {item.verdictReason ? `: ${item.verdictReason}` : ""}
            </>
          )}
        </p>
      )}
    </Card>
  );
}
