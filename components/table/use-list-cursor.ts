"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type GroupSize, type Heights, topOfRow } from "./visible-groups";

export type ListCursorOptions<Row> = {
  box: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sizes: readonly GroupSize[];
  heights: Heights;
  /** Draws what is in view now; called after the box was scrolled, so that the row exists when it gets the focus. */
  measure: () => void;
  cursorKey?: string | null;
  onCursor?: (key: string) => void;
};

/** For a page's own keys that move the cursor: focus that is nowhere goes to the row, or to the box until it is drawn. */
export function takeFocus(box: HTMLElement | null, key: string): void {
  if (document.activeElement !== document.body) return;
  const row = box?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
  (row ?? box)?.focus({ preventScroll: true });
}

/**
 * The row the keyboard is on. It keeps its row while the list changes around it, and its place when the row goes away;
 * focus that was in the list never falls out of it because a row was scrolled out of view.
 */
export function useListCursor<Row>(options: ListCursorOptions<Row>) {
  const { box, rows, rowKey, sizes, heights, measure, cursorKey, onCursor } = options;
  const [own, setOwn] = useState<string | null>(null);
  const key = cursorKey === undefined ? own : cursorKey;
  const lastIndex = useRef(0);
  const found = key === null ? -1 : rows.findIndex((row) => rowKey(row) === key);
  const index = found >= 0 ? found : Math.max(0, Math.min(lastIndex.current, rows.length - 1));
  const wantsFocus = useRef(false);
  const hadFocus = useRef(false);
  const notify = useRef(onCursor);
  useEffect(() => {
    notify.current = onCursor;
    lastIndex.current = index;
  });

  const set = useCallback((next: string) => {
    setOwn(next);
    notify.current?.(next);
  }, []);

  const reveal = useCallback(
    (row: number) => {
      const element = box.current;
      const top = topOfRow(sizes, row, heights);
      if (!element || top === null) return;
      if (top < element.scrollTop + heights.header) element.scrollTop = top - heights.header;
      else if (top + heights.row > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + heights.row - element.clientHeight;
      }
      measure();
    },
    [box, sizes, heights, measure],
  );

  function move(step: number) {
    const next = Math.max(0, Math.min(rows.length - 1, index + step));
    const row = rows[next];
    if (row === undefined) return;
    wantsFocus.current = true;
    set(rowKey(row));
    reveal(next);
  }

  // Steered from outside: bring the row into view, and the focus along if it was here.
  const seen = useRef<string | null | undefined>(undefined);
  useLayoutEffect(() => {
    if (seen.current === cursorKey) return;
    seen.current = cursorKey;
    if (cursorKey == null || found < 0) return;
    if (box.current?.contains(document.activeElement)) wantsFocus.current = true;
    reveal(found);
  }, [cursorKey, found, reveal, box]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !key) return;
    if (wantsFocus.current) {
      const row = element.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
      if (row) {
        wantsFocus.current = false;
        row.focus({ preventScroll: true });
      }
    }
    if (hadFocus.current && document.activeElement === document.body) element.focus({ preventScroll: true });
    hadFocus.current = element.contains(document.activeElement);
  });

  return { index, marked: found >= 0 ? key : null, set, move };
}
