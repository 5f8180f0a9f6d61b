"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { changePasswordAction } from "../actions";
import type { ProfileView } from "../schema";
import { NewPassword } from "./new-password";

/** Changes one's password; every other browser is signed out by it. */
export function PasswordForm({ profile }: { profile: ProfileView }) {
  const router = useRouter();
  const [round, setRound] = useState(0);
  const form = useActionForm({
    action: changePasswordAction,
    input: (values) => ({ password: values.raw("password"), newPassword: values.raw("newPassword") }),
    onSuccess: ({ ended }) => {
      notify({
        message: "Password changed",
        detail: ended > 0 ? `${plural(ended, "other session")} ended.` : undefined,
      });
      setRound(round + 1);
      router.refresh();
    },
  });
  return (
    <form {...form.formProps} className="flex flex-col gap-4">
      <FormErrors form={form} />
      <input type="hidden" name="username" autoComplete="username" value={profile.email} readOnly />
      <TextInput
        key={`old ${round}`}
        name="password"
        type="password"
        label="Present password"
        required
        autoComplete="current-password"
        error={form.errorOf("password")}
      />
      <NewPassword
        key={`new ${round}`}
        name="newPassword"
        label="New password"
        owner={profile}
        error={form.errorOf("newPassword")}
      />
      <div>
        <SubmitButton pending={form.pending}>Change password</SubmitButton>
      </div>
    </form>
  );
}
