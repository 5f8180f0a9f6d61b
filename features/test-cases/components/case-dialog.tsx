"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormErrors } from "@/components/form/form-errors";
import { FormValues } from "@/components/form/form-values";
import { Meanwhile } from "@/components/form/meanwhile";
import { PersonCombobox } from "@/components/form/person-combobox";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { paths } from "@/lib/paths";
import { addTestCaseAction, editTestCaseAction } from "../actions";
import type { Overview, TestCaseView } from "../schema";
import type { TestPeople } from "./people";
import { type SignedEnvironment, StaleWarning } from "./stale-warning";

type Kind = Overview["environments"][number]["kind"];

export type CaseDialogProps = TestPeople & {
  useCases: readonly { code: string; title: string; archivedAt: string | null }[];
  environments: readonly (SignedEnvironment & { kind: Kind })[];
  /** The use case to begin with. */
  useCase?: string;
  /** The case to edit; left out to add one. */
  testCase?: TestCaseView;
  onClose: () => void;
};

/** What the form edits, as the case has it. */
const storedOf = (testCase: TestCaseView) => {
  const [current] = testCase.revisions;
  return {
    useCase: testCase.useCase.code,
    title: current?.title ?? "",
    steps: current?.steps ?? "",
    expected: current?.expected ?? "",
    threshold: current?.threshold ?? null,
    required: testCase.required,
    environmentKinds: testCase.environmentKinds,
    ownerId: testCase.owner?.id ?? null,
  };
};
const labels = {
  title: "Title",
  steps: "Steps",
  expected: "Expected result",
  threshold: "Threshold",
  required: "Required",
};

/** Adds a test case, or edits one; says when an edit makes a new revision. */
export function CaseDialog({
  upgrade,
  members,
  useCases,
  environments,
  useCase,
  testCase: latest,
  onClose,
}: CaseDialogProps) {
  const id = useId();
  const router = useRouter();
  const held = useHeld({ current: latest, stored: storedOf, labels });
  const testCase = held.held;
  const current = testCase?.revisions[0];
  const [measured, setMeasured] = useState(current?.threshold != null);
  // A new case is required unless one says otherwise.
  const [touched, setTouched] = useState(testCase ? [] : environments);
  const kinds = [...new Set(environments.map((environment) => environment.kind))];
  const namesOf = (kind: Kind) =>
    environments
      .filter((environment) => environment.kind === kind)
      .map(({ name }) => name)
      .join(", ");
  const fields = (values: FormValues): ReturnType<typeof storedOf> => {
    const chosen = kinds.filter((kind) => values.checked(`kind.${kind}`));
    const direction = values.text("direction") === "at_most" ? ("at_most" as const) : ("at_least" as const);
    return {
      useCase: values.text("useCase"),
      title: values.text("title"),
      steps: values.text("steps"),
      expected: values.text("expected"),
      threshold: measured
        ? {
            value: values.number("threshold.value") ?? Number.NaN,
            unit: values.text("threshold.unit"),
            direction,
          }
        : null,
      required: values.checked("required"),
      environmentKinds: chosen.length === kinds.length ? [] : chosen,
      ownerId: values.optional("ownerId"),
    };
  };
  const form = useActionForm({
    action: (input: ReturnType<typeof fields>) =>
      testCase
        ? editTestCaseAction({
            upgrade,
            testCase: testCase.code,
            version: held.version,
            ...held.own(input),
          })
        : addTestCaseAction({ upgrade, ...input }),
    input: fields,
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: ({ code, revision }) => {
      void notify({
        message: testCase
          ? `${code} is saved${revision > testCase.revision ? `: revision ${revision}` : ""}`
          : `Added ${code}`,
      });
      if (!testCase) router.push(paths.testCase(upgrade, code));
      onClose();
    },
  });
  const touches = (values: FormValues) => {
    const { ownerId: _, ...is } = fields(values);
    const { ownerId: __, ...was } = testCase ? storedOf(testCase) : { ...fields(values), required: false };
    const runIn = ({ kind }: { kind: Kind }) =>
      [is, was].some(
        ({ environmentKinds }) => environmentKinds.length === 0 || environmentKinds.includes(kind),
      );
    const moves = (is.required || was.required) && JSON.stringify(is) !== JSON.stringify(was);
    setTouched(moves ? environments.filter(runIn) : []);
  };
  const all = (testCase?.environmentKinds.length ?? 0) === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={testCase ? `Edit ${testCase.code}` : "Add a test case"}
      {...(testCase && {
        description:
          "A change of title, steps, expected result or threshold makes a new revision: earlier executions become stale.",
      })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={id} pending={form.pending}>
            {testCase ? "Save" : "Add test case"}
          </SubmitButton>
        </>
      }
    >
      <form
        key={testCase?.version}
        id={id}
        {...form.formProps}
        {...held.formProps}
        onChange={(event) => touches(new FormValues(new FormData(event.currentTarget)))}
        className="flex flex-col gap-3.5"
      >
        <FormErrors form={form} />
        <Meanwhile held={held} />
        <TextInput
          name="title"
          label="Title"
          required
          defaultValue={current?.title ?? ""}
          error={form.errorOf("title")}
          maxLength={200}
          data-autofocus
        />
        <Select
          name="useCase"
          label="Use case"
          defaultValue={testCase?.useCase.code ?? useCase}
          options={useCases
            .filter((one) => one.archivedAt === null || one.code === testCase?.useCase.code)
            .map((one) => ({ value: one.code, label: `${one.code} ${one.title}` }))}
        />
        <TextArea
          name="steps"
          label="Steps"
          hint="Markdown. What to do, in order."
          rows={4}
          defaultValue={current?.steps ?? ""}
          error={form.errorOf("steps")}
        />
        <TextArea
          name="expected"
          label="Expected result"
          rows={2}
          defaultValue={current?.expected ?? ""}
          error={form.errorOf("expected")}
        />
        <Checkbox
          label="A measured value decides"
          hint="For throughput, latency and the like."
          checked={measured}
          onChange={(event) => setMeasured(event.target.checked)}
        />
        {measured ? (
          <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
            <Select
              name="direction"
              label="It passes with"
              defaultValue={current?.threshold?.direction ?? "at_least"}
              options={[
                { value: "at_least", label: "at least" },
                { value: "at_most", label: "at most" },
              ]}
            />
            <TextInput
              name="threshold.value"
              label="Threshold"
              inputMode="decimal"
              required
              defaultValue={current?.threshold?.value ?? ""}
              error={form.errorOf("threshold.value")}
            />
            <TextInput
              name="threshold.unit"
              label="Unit"
              placeholder="requests/s"
              defaultValue={current?.threshold?.unit ?? ""}
              error={form.errorOf("threshold.unit")}
            />
          </div>
        ) : null}
        <Checkbox
          name="required"
          label="Required"
          hint="Exit gates stay shut until it passes."
          defaultChecked={testCase?.required ?? true}
        />
        <fieldset className="field">
          <legend className="field-label mb-1">Run in</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1.5">
            {kinds.map((kind) => (
              <Checkbox
                key={kind}
                name={`kind.${kind}`}
                label={namesOf(kind)}
                defaultChecked={all || testCase?.environmentKinds.includes(kind)}
              />
            ))}
          </div>
        </fieldset>
        <StaleWarning environments={touched} />
        <PersonCombobox
          name="ownerId"
          label="Owner"
          people={members}
          defaultValue={testCase?.owner?.id ?? ""}
          error={form.errorOf("ownerId")}
        />
      </form>
    </Dialog>
  );
}
