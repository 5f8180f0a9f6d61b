"use client";

import { useActionState, useEffect, useRef } from "react";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { Notice } from "@/components/ui/notice";
import { signInAction } from "../actions";

/** E-mail and password. Without scripts it is a plain form post with the same answers. */
export function SignInForm({ callbackUrl, focus }: { callbackUrl: string; focus: boolean }) {
  const [state, submit, pending] = useActionState(signInAction, { email: "", message: null });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = state.message && state.email ? "password" : "email";
    if (state.message) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus();
  }, [state]);
  return (
    <form ref={form} action={submit} className="flex flex-col gap-4">
      {state.message ? (
        <Notice tone="error" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextInput
        key={state.email}
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={state.email}
        autoFocus={focus && !state.message}
      />
      <TextInput name="password" type="password" label="Password" autoComplete="current-password" />
      <SubmitButton pending={pending} className="mt-1 justify-center">
        Sign in
      </SubmitButton>
    </form>
  );
}
