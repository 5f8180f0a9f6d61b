"use client";

import { useState } from "react";
import { TextInput, type TextInputProps } from "@/components/form/text-input";
import { type PasswordOwner, passwordLength, passwordStrength } from "@/domain/password";

export type NewPasswordProps = Pick<TextInputProps, "name" | "label" | "error"> & { owner: PasswordOwner };

/** A field for a new password that says while one types whether it will do, in words. */
export function NewPassword({ owner, label = "Password", ...field }: NewPasswordProps) {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(false);
  const { strength, sentence } = passwordStrength(typed, owner);
  const tone = { weak: "idle", fair: "doing", strong: "done" } as const;
  return (
    <div className="flex flex-col gap-1">
      <TextInput
        {...field}
        label={label}
        required
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        spellCheck={false}
        autoCapitalize="none"
        hint={`At least ${passwordLength.least} characters. Three or four unrelated words are easy to keep in mind.`}
        onChange={(event) => setTyped(event.target.value)}
        after={
          <button type="button" className="btn btn-sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? "Hide" : "Show"}
          </button>
        }
      />
      <p aria-live="polite" className="min-h-5 text-sm" data-tone={tone[strength]}>
        {typed === "" ? "" : sentence}
      </p>
    </div>
  );
}
