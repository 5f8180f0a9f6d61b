/** The six states a thing can be in on a screen; each has its own icon, word and colour. */
export const visualStates = ["idle", "doing", "waiting", "blocked", "done", "na"] as const;
export type VisualState = (typeof visualStates)[number];

/** A colour with a meaning: a state, the stale overlay, or one of two neutral ones. Never used without a word beside it. */
export type Tone = VisualState | "stale" | "accent" | "neutral";

/** The word that goes with each state wherever a screen has no better one. */
export const stateWords: Readonly<Record<VisualState, string>> = {
  idle: "Not started",
  doing: "In progress",
  waiting: "Waiting",
  blocked: "Blocked",
  done: "Done",
  na: "Not applicable",
};
