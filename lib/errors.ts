/** Every way a call can fail for a reason the caller can act on, with its HTTP status. Anything else is a defect and answers 500. */
export const statusOf = {
  /** The input has the wrong form; details name the fields. */
  invalid_input: 400,
  /** Nobody is signed in, or the token is unknown, expired or revoked. */
  not_signed_in: 401,
  /** The policy says no; the message is its sentence. */
  forbidden: 403,
  /** The password given at a signature or a change of password is wrong. */
  wrong_password: 403,
  /** It does not exist, or the caller may not know that it does. */
  not_found: 404,
  /** Somebody changed it since; details hold what it is now. */
  version_conflict: 409,
  /** The rules say no; details hold the refusals or blockers. */
  refused: 409,
  /** Already there: a name, key, file or vote given twice. */
  duplicate: 409,
  /** The same idempotency key was used for another request. */
  idempotency_mismatch: 409,
  /** The upgrade is archived. */
  archived: 409,
  /** The link was used, revoked or is too old. */
  gone: 410,
  /** If-Match names a version that is no longer the current one. */
  precondition_failed: 412,
  too_large: 413,
  /** Not a kind of file or encoding that can be read. */
  unsupported: 415,
  /** A change that names no version it saw, neither in If-Match nor in the body. */
  precondition_required: 428,
  rate_limited: 429,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** A failure with a sentence for people and, where useful, details for programs. Thrown in features and lib only. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "AppError";
  }
}

/** Shorthand for the most frequent failure: `throw notFound("step")`. */
export const notFound = (what: string) => new AppError("not_found", `There is no such ${what} here.`);

/** What a cursor that is none of its list's is told. */
export const cursorWanted = "is not a cursor of this list; take it from `next`";

/** A cursor of the right form whose row is not in the list. */
export const notACursor = () =>
  new AppError("invalid_input", `cursor: ${cursorWanted}`, {
    fields: [{ path: "cursor", message: cursorWanted }],
  });

/** Two people at once: the second writer is told what it is now. */
export const conflict = (what: string, current: Record<string, unknown>) =>
  new AppError(
    "version_conflict",
    `Somebody changed ${what} since you opened it. Look at both and save again.`,
    { current },
  );

/** One reason why the rules refuse. */
export interface Refusal {
  code: string;
  message: string;
}

/** A refusal of the domain's rules, as data for the screen, the 409 and the test. */
export const refused = (refusals: readonly Refusal[], details: Record<string, unknown> = {}) =>
  new AppError("refused", refusals.map((refusal) => refusal.message).join(" "), { refusals, ...details });
