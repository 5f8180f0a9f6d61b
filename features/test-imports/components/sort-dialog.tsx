"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { Combobox } from "@/components/form/combobox";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { plural } from "@/lib/format";
import { resolveItemsAction } from "../actions";
import type { InboxItem } from "../schema";

export type SortDialogProps = {
  upgrade: string;
  cases: readonly { code: string; title: string; threshold: string | null }[];
  useCases: readonly { code: string; title: string }[];
  as: "case" | "new_case" | "dismissed";
  items: readonly InboxItem[];
  /** With how many results were sorted; 0 when it was cancelled. */
  onClose: (resolved: number) => void;
};

const words = {
  case: { title: "Which test case is it?", confirm: "Map it" },
  new_case: { title: "Make test cases of it?", confirm: "Make test cases" },
  dismissed: { title: "Dismiss it?", confirm: "Dismiss" },
} as const;

/** Says what imported results are: a known case, new cases, or nothing that counts. */
export function SortDialog({ upgrade, cases, useCases, as, items, onClose }: SortDialogProps) {
  const id = useId();
  const [code, setCode] = useState(items[0]?.testCase?.code ?? "");
  const threshold = cases.find((one) => one.code === code)?.threshold ?? null;
  const fields = (values: FormValues) => ({
    upgrade,
    items: items.map((item) => ({ id: item.id, version: item.version })),
    resolution:
      as === "case"
        ? {
            as: "case" as const,
            testCase: values.text("testCase"),
            remember: values.checked("remember"),
            measured: values.number("measured"),
          }
        : as === "new_case"
          ? { as: "new_case" as const, useCase: values.text("useCase"), required: values.checked("required") }
          : { as: "dismissed" as const, reason: values.text("reason") },
  });
  const form = useActionForm({
    action: resolveItemsAction,
    input: fields,
    onSuccess: ({ resolved }) => onClose(resolved),
  });
  const error = (name: string) => form.errorOf(`resolution.${name}`);
  const first = items[0]?.name ?? "";
  return (
    <Dialog
      open
      onClose={() => onClose(0)}
      title={words[as].title}
      description={items.length === 1 ? `“${first}”` : `${plural(items.length, "result")}, “${first}” first`}
      footer={
        <>
          <Button onClick={() => onClose(0)}>Cancel</Button>
          <SubmitButton form={id} pending={form.pending}>
            {words[as].confirm}
          </SubmitButton>
        </>
      }
    >
      <form id={id} {...form.formProps} className="flex flex-col gap-3.5">
        <FormErrors form={form} />
        {as === "case" ? (
          <>
            <Combobox
              name="testCase"
              label="Test case"
              required
              placeholder="Code or title"
              defaultValue={code}
              onChange={setCode}
              options={cases.map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }))}
              error={error("testCase")}
            />
            {threshold ? (
              <TextInput
                name="measured"
                label={`Measured value (needs ${threshold})`}
                inputMode="decimal"
                required
                error={error("measured")}
              />
            ) : null}
            <Checkbox
              name="remember"
              label="Remember it"
              hint="The same name is this case from now on, also where it waits already."
              defaultChecked
            />
          </>
        ) : null}
        {as === "new_case" ? (
          <>
            <Select
              name="useCase"
              label="Use case"
              required
              empty="Choose…"
              options={useCases.map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }))}
              error={error("useCase")}
            />
            <Checkbox
              name="required"
              label="Required"
              hint="Exit gates stay shut until they pass, in every environment."
            />
          </>
        ) : null}
        {as === "dismissed" ? (
          <TextArea
            name="reason"
            label="Why"
            hint="It stays listed as dismissed, with this reason."
            required
            error={error("reason")}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
