/** One reason why something can't be done: a stable code for programs, a sentence for people. */
export type Refusal = { readonly code: string; readonly message: string };

export type Refused = { readonly ok: false; readonly refusals: readonly Refusal[] };

/** What a rule answers: allowed (with what follows from it), or every reason why not. */
export type Verdict<Allowed extends object = object> = (Allowed & { readonly ok: true }) | Refused;

/** A refusal for one reason. */
export function refuse(code: string, message: string): Refused {
  return { ok: false, refusals: [{ code, message }] };
}

/** True when a reason somebody typed says nothing. */
export function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || text.trim() === "";
}
