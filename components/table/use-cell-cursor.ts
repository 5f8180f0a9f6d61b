"use client";

import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

export type Cell = { row: number; column: number };

type Options = {
  box: RefObject<HTMLElement | null>;
  size: { rows: number; columns: number };
  rowHeight: number;
  headHeight: number;
  /** Rows without cells of their own are stepped over. */
  isHeading: (row: number) => boolean;
  measure: () => void;
};

/** The cell the keyboard is on in a grid whose rows have one height: arrows, j and k, Home, End and the page keys move it. */
export function useCellCursor({ box, size, rowHeight, headHeight, isHeading, measure }: Options) {
  const [cell, setCell] = useState<Cell>(() => ({ row: firstRow(size.rows, isHeading), column: 0 }));
  const wantsFocus = useRef(false);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      j: [1, 0],
      k: [-1, 0],
      PageDown: [page, 0],
      PageUp: [-page, 0],
      Home: [0, -size.columns],
      End: [0, size.columns],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const column = clamp(cell.column + move[1], size.columns);
    const way = move[0] < 0 ? -1 : 1;
    let row = clamp(cell.row + move[0], size.rows);
    while (isHeading(row) && row + way >= 0 && row + way < size.rows) row += way;
    if (isHeading(row)) row = cell.row;
    wantsFocus.current = true;
    setCell({ row, column });
    reveal(row);
  };

  const reveal = (row: number) => {
    const element = box.current;
    if (!element) return;
    const top = row * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = headHeight + top + rowHeight;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    measure();
  };

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const target = box.current?.querySelector<HTMLElement>(`[data-cell="${cell.row},${cell.column}"]`);
    if (!target) return;
    wantsFocus.current = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  return { cell, setCell: useCallback((next: Cell) => setCell(next), []), onKeyDown };
}

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1, value));
}

function firstRow(rows: number, isHeading: (row: number) => boolean): number {
  for (let row = 0; row < rows; row += 1) if (!isHeading(row)) return row;
  return 0;
}
