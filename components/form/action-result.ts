/** Messages for the fields of a form, by field name (nested ones by path: "slots.0.count"). */
export type FieldErrors = { readonly [name: string]: string | readonly string[] | undefined };

export type ActionFailure = {
  ok: false;
  /** Stable word for the situation, e.g. "conflict", "forbidden". */
  code: string;
  /** What happened, in a sentence for the person. */
  message: string;
  details?: unknown;
  fieldErrors?: FieldErrors;
};

/** What an action function answers: data, never an exception, for everything a person can cause. */
export type ActionResult<Output> = { ok: true; output: Output } | ActionFailure;

/** The first message for a field. */
export function messageFor(failure: ActionFailure | null, name: string): string | undefined {
  const messages = failure?.fieldErrors?.[name];
  return typeof messages === "string" ? messages : messages?.[0];
}
