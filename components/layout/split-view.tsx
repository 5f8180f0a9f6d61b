import type { ReactNode } from "react";

export type SplitViewProps = {
  /** Filters and the list; the list scrolls in itself and keeps its place. */
  list: ReactNode;
  /** A SidePanel, or null when nothing is open. On screens below 900 px it replaces the list. */
  panel: ReactNode | null;
};

/** A list with the details of one of its items beside it. Needs Page width="fill". */
export function SplitView({ list, panel }: SplitViewProps) {
  return (
    <div className="split" data-open={panel !== null || undefined}>
      <div className="split-list">{list}</div>
      {panel === null ? null : <aside className="split-panel">{panel}</aside>}
    </div>
  );
}
