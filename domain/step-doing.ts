/** What moves the state of a step, by the names of its commands; lists, panels and changes of several steps add theirs. */
export const stateDoings = [
  "start",
  "finish",
  "block",
  "unblock",
  "pause",
  "resume",
  "skip",
  "confirmSkip",
  "declineSkip",
  "markNotApplicable",
  "reopen",
] as const;
