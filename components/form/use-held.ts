"use client";

import { useState } from "react";
import type { DiffItem } from "@/components/ui/diff-list";
import type { ActionFailure } from "./action-result";

export type HeldOptions<Seen, Fields> = {
  /** What is stored now, as the page follows it; left out in a form that makes something new. */
  current: Seen | undefined;
  /** The fields of the form as they are stored, in the shape in which they are sent. */
  stored: (seen: Seen) => Fields;
  /** Names of the fields that are compared for the person. */
  labels: Readonly<Partial<Record<keyof Fields & string, string>>>;
};

/**
 * What a form was opened with, on a page that goes on following other people. Until somebody types, the form follows,
 * too; from then on it keeps what it was opened with: `theirs` is what others saved meanwhile, the first save is refused
 * by the version that was seen, and only fields that one changed oneself are sent.
 */
export function useHeld<Seen extends { version: number }, Fields extends object>(
  options: HeldOptions<Seen, Fields>,
) {
  const { current, stored, labels } = options;
  const [typed, setTyped] = useState(false);
  const [held, setHeld] = useState(current);
  const [refused, setRefused] = useState(false);
  if (!typed && held?.version !== current?.version) setHeld(current);
  const theirs: DiffItem[] = [];
  if (held && current)
    for (const [key, label] of Object.entries(labels) as [keyof Fields & string, string][]) {
      const [was, is] = [plain(stored(held)[key]), plain(stored(current)[key])];
      if (was !== is) theirs.push({ key, label, was, is });
    }
  return {
    held,
    theirs,
    refused,
    /** For the form element, beside what useActionForm gives it. */
    formProps: { onInputCapture: () => setTyped(true) },
    /** For the form's onSuccess: it follows again. */
    onSaved: () => {
      setTyped(false);
      setRefused(false);
    },
    /** The version to name when saving: the one whose texts the person has seen. */
    version: (refused || theirs.length === 0 ? current : held)?.version ?? 0,
    /** What of the input differs from what the form was opened with. */
    own: (input: Fields): Partial<Fields> => {
      const base = held && stored(held);
      const changed = Object.entries(input).filter(
        ([key, value]) => !base || JSON.stringify(value) !== JSON.stringify(base[key as keyof Fields]),
      );
      return Object.fromEntries(changed) as Partial<Fields>;
    },
    /** For the form's onFailure: a conflict is shown by Meanwhile, and saving once more is deliberate. */
    onConflict: (failure: ActionFailure): boolean => {
      if (failure.code !== "version_conflict") return false;
      setRefused(true);
      return true;
    },
  };
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join("\n");
  if (typeof value === "object") return Object.values(value).map(plain).join(" ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
