"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { OneTimeLink } from "@/features/people/components/one-time-link";
import { addMemberAction, inviteMemberAction } from "../actions";
import { RoleChecks, rolesOf } from "./role-checks";

type InviteInput = Parameters<typeof inviteMemberAction>[0];

export interface InviteMemberProps {
  upgrade: string;
  zone: string;
  /** Why the person who looks can't invite people. */
  reason?: string | null;
}

/** The button and dialog that make a one-time link into the upgrade. */
export function InviteMember(props: InviteMemberProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button reason={props.reason} onClick={() => setOpen(true)}>
        Invite by link
      </Button>
      {open ? <InviteDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ upgrade, zone, onClose }: InviteMemberProps & { onClose: () => void }) {
  const router = useRouter();
  const [to, setTo] = useState("");
  const [made, setMade] = useState<{ link: string; expiresAt: string; to: string } | null>(null);
  const [here, setHere] = useState<{ person: string; roles: InviteInput["roles"] } | null>(null);
  const form = useActionForm({
    action: async (input: InviteInput) => {
      const result = await inviteMemberAction(input);
      const known = result.ok ? undefined : result.details?.person;
      setHere(typeof known === "string" ? { person: known, roles: input.roles } : null);
      return result;
    },
    input: (values) => ({
      upgrade,
      email: values.text("email"),
      name: values.optional("name") ?? undefined,
      roles: rolesOf(values),
    }),
    onSuccess: (link) => {
      setMade({ ...link, to });
      router.refresh();
    },
  });
  async function addInstead() {
    const result = here ? await addMemberAction({ upgrade, ...here }) : null;
    if (!result) return;
    notify(result.ok ? { message: `Added ${to}` } : { tone: "error", message: result.message });
    if (result.ok) {
      router.refresh();
      onClose();
    }
  }
  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Invitation made"
        width="wide"
        footer={<Button onClick={onClose}>Done</Button>}
      >
        <OneTimeLink {...made} zone={zone} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Invite into ${upgrade}`}
      description="For somebody who has no account here yet. No mail is sent: you pass the link on."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <TextInput
          name="email"
          type="email"
          label="E-mail"
          hint="What they will sign in with."
          required
          error={form.errorOf("email")}
          onChange={(event) => setTo(event.target.value.trim())}
        />
        <TextInput name="name" label="Name" hint="They can correct it." error={form.errorOf("name")} />
        <RoleChecks error={form.errorOf("roles")} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton pending={form.pending}>Make the link</SubmitButton>
          {here ? <Button onClick={addInstead}>Add the person instead</Button> : null}
        </div>
      </form>
    </Dialog>
  );
}
