"use client";

import { memo, type ReactNode } from "react";

/** What a row's drawing depends on besides the row: open beside the list, ticked for a bulk action, in the tab order. */
export type RowState = { current: boolean; selected: boolean; cursor: boolean };

export type VirtualRowProps<Row> = RowState & {
  id: string;
  row: Row;
  position: number;
  size: number;
  /** The next key acts on it. A list nobody has been in yet has a row in the tab order, but none that is marked. */
  marked: boolean;
  onFocus: (key: string) => void;
  render: (row: Row, state: RowState) => ReactNode;
};

function Plain<Row>({
  id,
  row,
  position,
  size,
  marked,
  cursor,
  current,
  selected,
  onFocus,
  render,
}: VirtualRowProps<Row>) {
  return (
    <li
      aria-posinset={position}
      aria-setsize={size}
      aria-current={current ? "true" : undefined}
      data-selected={selected || undefined}
      data-cursor={marked || undefined}
      data-row={id}
      tabIndex={cursor ? 0 : -1}
      className="vlist-row row-link"
      onFocus={() => onFocus(id)}
    >
      {render(row, { cursor, current, selected })}
    </li>
  );
}

/** One row of a VirtualList: drawn again only when it or its state changes, not on every move of the cursor. */
export const VirtualRow = memo(Plain) as typeof Plain;
