import type { ReactNode } from "react";
import { Chip } from "./chip";
import { StateIcon } from "./state-icon";
import { stateWords, type VisualState } from "./tone";

export type StateChipProps = {
  state: VisualState;
  stale?: boolean;
  locked?: boolean;
  /** A better word than the state's own, e.g. "Signed off", "Verifying", "3 of 4 signed". */
  children?: ReactNode;
  className?: string;
};

/** State as icon, word and colour together. Stale keeps the word and adds the dashed amber overlay. */
export function StateChip({ state, stale = false, locked = false, children, className }: StateChipProps) {
  const word = children ?? (locked ? "Locked" : stale ? "Stale" : stateWords[state]);
  return (
    <Chip
      tone={stale ? "stale" : state}
      dashed={stale}
      icon={<StateIcon state={state} stale={stale} locked={locked} />}
      className={className}
    >
      {word}
    </Chip>
  );
}
