"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { invitePersonAction } from "../actions";
import { OneTimeLink } from "./one-time-link";

/** The button and dialog by which an admin invites somebody to the instance. */
export function InvitePerson({ zone }: { zone: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Invite a person
      </Button>
      {open ? <InviteDialog zone={zone} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ zone, onClose }: { zone: string; onClose: () => void }) {
  const router = useRouter();
  const [made, setMade] = useState<{ link: string; expiresAt: string; to: string } | null>(null);
  const [to, setTo] = useState("");
  const form = useActionForm({
    action: invitePersonAction,
    input: (values) => ({
      email: values.text("email"),
      name: values.optional("name") ?? undefined,
      isAdmin: values.checked("isAdmin"),
    }),
    onSuccess: (link) => {
      setMade({ ...link, to });
      router.refresh();
    },
  });
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
      title="Invite a person"
      description="They choose a password by a one-time link. No mail is sent: you pass the link on."
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
        <Checkbox
          name="isAdmin"
          label="Admin"
          hint="May invite and disable people. Being admin gives no role in any upgrade."
        />
        <div>
          <SubmitButton pending={form.pending}>Make the link</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
