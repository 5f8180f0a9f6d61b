"use client";

import { useState } from "react";
import { PersonCombobox } from "@/components/form/person-combobox";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { hasRole, type Role } from "@/domain/role";
import { plural } from "@/lib/format";
import { bulkStepsAction } from "../actions";
import type { BulkAction } from "../schema/changing";
import type { StepRow } from "../schema/reading";

interface BulkBarProps {
  upgrade: string;
  steps: readonly StepRow[];
  members: readonly { id: string; name: string; roles: readonly Role[] }[];
  zone: string;
  refused: Readonly<Record<string, string>>;
  onDone: () => void;
  sync: () => Promise<void>;
}

const words: Partial<Record<BulkAction, string>> = {
  start: "Start",
  finish: "Finish",
  block: "Block",
  skip: "Skip",
  markNotApplicable: "Not applicable",
  reopen: "Reopen",
  assign: "Assign",
};
const needsReason = new Set<BulkAction>(["block", "skip", "markNotApplicable"]);

/** What can be done with several selected steps at once. Those that are refused are named with their reasons; the others are done. */
export function BulkBar({ upgrade, steps, members, refused, onDone, sync }: BulkBarProps) {
  const [asking, setAsking] = useState<BulkAction | null>(null);
  const [reason, setReason] = useState("");
  const [assignee, setAssignee] = useState("");
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [pending, setPending] = useState(false);
  const close = () => {
    setAsking(null);
    setReason("");
  };

  async function send(action: BulkAction) {
    setPending(true);
    const result = await bulkStepsAction({
      upgrade,
      action,
      steps: steps.map(({ id, version }) => ({ id, version })),
      reason,
      ...(action === "assign" && { assigneeId: assignee || null }),
    }).catch(() => ({
      ok: false as const,
      message: "The server could not be reached. Nothing was changed; try again.",
      details: undefined,
    }));
    await sync();
    setPending(false);
    close();
    const results = result.ok
      ? result.output.results
      : ((result.details?.results ?? []) as {
          ok: boolean;
          code: string | null;
          refusals: { message: string }[];
        }[]);
    const refusals = results.flatMap((one) =>
      one.ok || !("refusals" in one)
        ? []
        : [`${one.code ?? "A step"}: ${one.refusals.map((refusal) => refusal.message).join(" ")}`],
    );
    setFailures(result.ok || refusals.length > 0 ? refusals : [result.message]);
    if (result.ok) {
      const { done, undoUntil } = result.output;
      const changed = result.output.results.flatMap((one) => (one.ok ? [one] : []));
      void notify({
        message: `${words[action]}: ${plural(done, "step")}`,
        ...(undoUntil && { undo: { run: () => takeBack(changed) } }),
      });
    }
    if (result.ok && refusals.length === 0) onDone();
  }

  /** Takes back what one action did to these steps. What can't be is named and stays. */
  async function takeBack(changed: readonly { id: string; version: number }[]) {
    const seen = changed.map(({ id, version }) => ({ id, version }));
    const result = await bulkStepsAction({ upgrade, action: "undo", steps: seen }).catch(() => null);
    await sync();
    const kept = result?.ok ? result.output.refused : changed.length;
    if (kept === 0) return;
    const [first] = result?.ok ? result.output.results.flatMap((one) => (one.ok ? [] : one.refusals)) : [];
    void notify({
      message: `${plural(kept, "step")} could not be taken back`,
      detail: first?.message ?? (result?.ok === false ? result.message : "The server could not be reached."),
      tone: "error",
    });
  }

  const start = (action: BulkAction) =>
    needsReason.has(action) || action === "assign" ? setAsking(action) : void send(action);
  return (
    <section className="grid gap-2 border-b border-line bg-select-bg px-3.5 py-2" aria-label="Selected steps">
      <div className="flex flex-wrap items-center gap-2">
        <span className="num mr-1 font-semibold">{plural(steps.length, "step")} selected</span>
        {(["start", "finish", "assign"] as const).map((action) => (
          <Button
            key={action}
            size="sm"
            pending={pending}
            reason={refused[`step.${action}`] ?? null}
            onClick={() => start(action)}
          >
            {words[action]}
          </Button>
        ))}
        <Menu
          size="sm"
          label="More for the selected steps"
          trigger="More"
          items={(["block", "skip", "markNotApplicable", "reopen"] as const).map((action) => ({
            label: words[action] ?? action,
            reason: refused[`step.${action}`] ?? null,
            onSelect: () => start(action),
          }))}
        />
        <Button size="sm" variant="quiet" onClick={onDone}>
          Clear the selection
        </Button>
      </div>
      {failures.length > 0 ? (
        <Notice
          tone="error"
          title={`${plural(failures.length, "step stays as it is", "steps stay as they are")}.`}
          live
        >
          <ul className="max-h-40 list-disc overflow-y-auto pl-4 wrap-anywhere">
            {failures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Dialog
        open={asking !== null}
        onClose={close}
        title={`${asking ? words[asking] : ""}: ${plural(steps.length, "step")}`}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="primary"
              pending={pending}
              reason={
                asking && needsReason.has(asking) && reason.trim() === "" ? "Write a reason first." : null
              }
              onClick={() => asking && void send(asking)}
            >
              {asking ? words[asking] : ""}
            </Button>
          </>
        }
      >
        {asking === "assign" ? (
          <PersonCombobox
            label="Who does them"
            hint="Leave it empty to take the assignments away."
            people={members.map((member) => ({
              id: member.id,
              name: member.name,
              reason: hasRole(member.roles, "lead", "engineer")
                ? null
                : "Only leads and engineers work on steps.",
            }))}
            onChange={setAssignee}
          />
        ) : (
          <TextArea
            label="Reason"
            required
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Dialog>
    </section>
  );
}
