import type { ReactNode } from "react";

export type LocksProps = {
  /** Chambers and gates in order, as EnvChamber and GateLeaf. */
  children: ReactNode;
  /** How many chambers: from five on they stack earlier. */
  count: number;
  label?: string;
};

/** The staircase of locks: environments in order of promotion with the gates between them. */
export function Locks({ children, count, label = "Environments" }: LocksProps) {
  return (
    <div className="locks-box">
      <ol aria-label={label} className="locks" data-many={count >= 5 || undefined}>
        {children}
      </ol>
    </div>
  );
}
