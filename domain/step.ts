/** Where a step stands. */
export const stepStates = ["todo", "doing", "done", "blocked", "skipped", "not_applicable"] as const;
export type StepState = (typeof stepStates)[number];

/** Which portion of an environment's work a step belongs to. */
export const stepParts = ["prepare", "migrate", "verify", "after"] as const;
export type StepPart = (typeof stepParts)[number];

/** What can be done to a step. */
export const stepActions = [
  "start",
  "finish",
  "block",
  "unblock",
  "skip",
  "confirm_skip",
  "decline_skip",
  "mark_not_applicable",
  "reopen",
  "assign",
] as const;
export type StepAction = (typeof stepActions)[number];
