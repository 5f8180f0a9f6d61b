"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { PersonCombobox } from "@/components/form/person-combobox";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { addMemberAction } from "../actions";
import { RoleChecks, rolesOf } from "./role-checks";

export interface AddMemberProps {
  upgrade: string;
  /** Everybody who can sign in here. */
  people: readonly { id: string; name: string; email: string }[];
  /** Those who are in already. */
  members: readonly string[];
  /** Why the person who looks can't add people. */
  reason?: string | null;
}

/** The button and dialog that add somebody who has an account here. */
export function AddMember(props: AddMemberProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" reason={props.reason} onClick={() => setOpen(true)}>
        Add a person
      </Button>
      {open ? <AddDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AddDialog({ upgrade, people, members, onClose }: AddMemberProps & { onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    action: addMemberAction,
    input: (values) => ({ upgrade, person: values.text("person"), roles: rolesOf(values) }),
    onSuccess: ({ person }) => {
      notify({ message: `Added ${people.find((one) => one.id === person)?.name ?? "the person"}` });
      router.refresh();
      onClose();
    },
  });
  const options = people.map(({ id, name, email }) => ({
    id,
    name,
    hint: email,
    reason: members.includes(id) ? "is in already" : null,
  }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Add a person to ${upgrade}`}
      description="Somebody who has no account here yet is invited instead."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <PersonCombobox
          name="person"
          label="Person"
          required
          people={options}
          error={form.errorOf("person") && "Choose a person from the list"}
        />
        <RoleChecks error={form.errorOf("roles")} />
        <div>
          <SubmitButton pending={form.pending}>Add</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
