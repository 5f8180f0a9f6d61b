"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { paths } from "@/lib/paths";
import { acceptInvitationAction } from "../actions";
import type { InvitationView } from "../schema";
import { NewPassword } from "./new-password";

const verbs = {
  setup: "Create the first admin",
  instance: "Join Liftlock",
  upgrade: "Join the upgrade",
  reset: "Set the new password",
} as const;

/** Uses a one-time link as somebody who isn't signed in: name and password, and the address only where the link has none. */
export function AcceptForm({ secret, invitation }: { secret: string; invitation: InvitationView }) {
  const router = useRouter();
  const { kind } = invitation;
  const [owner, setOwner] = useState({ email: invitation.email ?? "", name: invitation.name ?? "" });
  const form = useActionForm({
    action: acceptInvitationAction,
    input: (values) => ({
      secret,
      password: values.raw("password"),
      ...(kind === "setup" && { email: values.text("email") }),
      ...(kind !== "reset" && { name: values.text("name") }),
    }),
    onSuccess: ({ upgrade }) => {
      router.replace(upgrade ? paths.upgrade(upgrade) : paths.portfolio());
      router.refresh();
    },
  });
  return (
    <form {...form.formProps} className="flex flex-col gap-4">
      <FormErrors form={form} />
      {kind === "setup" ? (
        <TextInput
          name="email"
          type="email"
          label="E-mail"
          hint="What you sign in with. No mail is sent."
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={form.errorOf("email")}
          onChange={(event) => setOwner({ ...owner, email: event.target.value })}
        />
      ) : (
        <TextInput
          name="shownEmail"
          type="email"
          label="E-mail"
          value={invitation.email ?? ""}
          readOnly
          autoComplete="username"
        />
      )}
      {kind === "reset" ? null : (
        <TextInput
          name="name"
          label="Your name"
          hint="As colleagues will see it beside what you do and sign."
          required
          autoComplete="name"
          defaultValue={invitation.name ?? ""}
          error={form.errorOf("name")}
          onChange={(event) => setOwner({ ...owner, name: event.target.value })}
        />
      )}
      <NewPassword
        name="password"
        label={kind === "reset" ? "New password" : "Password"}
        owner={owner}
        error={form.errorOf("password")}
      />
      <SubmitButton pending={form.pending} className="justify-center">
        {verbs[kind]}
      </SubmitButton>
    </form>
  );
}
