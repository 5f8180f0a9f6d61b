"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { Meanwhile } from "@/components/form/meanwhile";
import { PersonCombobox } from "@/components/form/person-combobox";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { addUseCaseAction, editUseCaseAction } from "../actions";
import type { Overview } from "../schema";
import type { TestPeople } from "./people";
import { type SignedEnvironment, StaleWarning } from "./stale-warning";

type UseCase = Overview["useCases"][number];

/** What the form edits, as the use case has it. */
const storedOf = (useCase: UseCase) => ({
  title: useCase.title,
  description: useCase.description,
  kind: useCase.kind,
  priority: useCase.priority,
  ownerId: useCase.owner?.id ?? null,
});
const labels = { title: "Title", description: "Description", kind: "Kind", priority: "Priority" };

/** Adds a use case, or edits one. */
export function UseCaseDialog({
  upgrade,
  members,
  environments,
  useCase: latest,
  onClose,
}: TestPeople & {
  environments: readonly SignedEnvironment[];
  useCase?: UseCase;
  onClose: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const held = useHeld({ current: latest, stored: storedOf, labels });
  const useCase = held.held;
  const was = useCase?.priority ?? "should";
  const [priority, setPriority] = useState<string>(was);
  const fields = (values: FormValues): ReturnType<typeof storedOf> => ({
    title: values.text("title"),
    description: values.text("description"),
    kind: values.text("kind") === "non_functional" ? ("non_functional" as const) : ("functional" as const),
    priority:
      values.text("priority") === "must"
        ? ("must" as const)
        : values.text("priority") === "could"
          ? ("could" as const)
          : ("should" as const),
    ownerId: values.optional("ownerId"),
  });
  const form = useActionForm({
    action: (input: ReturnType<typeof fields>) =>
      useCase
        ? editUseCaseAction({ upgrade, useCase: useCase.code, version: held.version, ...held.own(input) })
        : addUseCaseAction({ upgrade, ...input }),
    input: fields,
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={useCase ? `Edit ${useCase.code}` : "Add a use case"}
      description="Something the installation must do, or how well it must do it. Test cases say how it is checked."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={id} pending={form.pending}>
            {useCase ? "Save" : "Add use case"}
          </SubmitButton>
        </>
      }
    >
      <form
        key={useCase?.version}
        id={id}
        {...form.formProps}
        {...held.formProps}
        className="flex flex-col gap-3.5"
      >
        <FormErrors form={form} />
        <Meanwhile held={held} />
        <TextInput
          name="title"
          label="Title"
          required
          defaultValue={useCase?.title ?? ""}
          error={form.errorOf("title")}
          maxLength={200}
        />
        <TextArea
          name="description"
          label="Description"
          defaultValue={useCase?.description ?? ""}
          error={form.errorOf("description")}
        />
        <RadioGroup
          name="kind"
          legend="Kind"
          inline
          defaultValue={useCase?.kind ?? "functional"}
          options={[
            { value: "functional", label: "Functional: what it does" },
            { value: "non_functional", label: "Non-functional: how well" },
          ]}
        />
        <RadioGroup
          name="priority"
          legend="Priority"
          inline
          hint="A must without a required test case keeps exit gates shut."
          defaultValue={was}
          onChange={setPriority}
          options={[
            { value: "must", label: "Must" },
            { value: "should", label: "Should" },
            { value: "could", label: "Could" },
          ]}
        />
        {(priority === "must") === (was === "must") ? null : <StaleWarning environments={environments} />}
        <PersonCombobox
          name="ownerId"
          label="Owner"
          people={members}
          defaultValue={useCase?.owner?.id ?? ""}
          error={form.errorOf("ownerId")}
        />
      </form>
    </Dialog>
  );
}
