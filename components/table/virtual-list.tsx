"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useRef } from "react";
import { type Density, rowHeights } from "@/components/layout/theme";
import { useDensity } from "@/components/layout/use-html-data";
import { cn } from "@/lib/cn";
import { useListCursor } from "./use-list-cursor";
import { useScrollRange } from "./use-scroll-range";
import { type RowState, VirtualRow } from "./virtual-row";
import { tabStop, visibleGroups } from "./visible-groups";

export type ListGroup<Row> = {
  key: string;
  /** The heading of the group: its name first, then counts. Null for a list without headings. */
  heading: ReactNode;
  rows: readonly Row[];
};

export type VirtualListProps<Row> = {
  /** What the list holds, for screen readers: "Steps of Pre-prod". */
  label: string;
  groups: readonly ListGroup<Row>[];
  rowKey: (row: Row) => string;
  /** Draws a row inside a box of exactly the row's height. Keep it stable (module level or useCallback): rows are memoised. */
  renderRow: (row: Row, state: RowState) => ReactNode;
  /** What the server rendered with; the list follows later switches by itself. */
  density: Density;
  /** Open in the side panel. */
  currentKey?: string | null;
  selectedKeys?: ReadonlySet<string>;
  /** Where the keyboard is. Give both to steer it from outside, e.g. on to the next startable step. */
  cursorKey?: string | null;
  onCursor?: (key: string) => void;
  /** Enter on a row. */
  onOpen?: (row: Row) => void;
  /** The scrolling box, for takeFocus where keys of the page steer the cursor. */
  boxRef?: RefObject<HTMLDivElement | null>;
  /** Px of rows in the server's HTML. */
  initialHeight?: number;
  className?: string;
};

const HEADING = 36;

/**
 * A list of any length in its own scrolling box: draws only what is in view, with sticky group headings. Rows have one
 * exact height (44 or 32 px). j, k and the arrows move a cursor of real focus; each row knows its place in its group.
 */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, groups, rowKey, renderRow, currentKey, selectedKeys, onOpen, className } = props;
  const own = useRef<HTMLDivElement>(null);
  const box = props.boxRef ?? own;
  const row = rowHeights[useDensity(props.density)];
  const headed = groups.some((group) => group.heading !== null);
  const heights = useMemo(() => ({ row, header: headed ? HEADING : 0 }), [row, headed]);
  const sizes = useMemo(() => groups.map((group) => ({ rows: group.rows.length })), [groups]);
  const all = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const { range, measure } = useScrollRange(box, props.initialHeight ?? 1000);
  const slice = visibleGroups(sizes, range, heights);
  const list = { box, sizes, heights, measure };
  const cursor = useListCursor({
    ...list,
    rows: all,
    rowKey,
    cursorKey: props.cursorKey,
    onCursor: props.onCursor,
  });

  const stop = tabStop(sizes, slice.groups, cursor.index);

  function onKeyDown(event: KeyboardEvent) {
    // A key meant for something inside the row, such as a button, is not the list's.
    const onRow =
      event.target instanceof HTMLElement &&
      (event.target === box.current || event.target.dataset.row !== undefined);
    if (!onRow || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      j: 1,
      ArrowDown: 1,
      k: -1,
      ArrowUp: -1,
      Home: -all.length,
      End: all.length,
    };
    const step = steps[event.key];
    const active = all[cursor.index];
    if (step !== undefined) {
      event.preventDefault();
      // The page's own j and k would move a second time.
      event.stopPropagation();
      cursor.move(step);
    } else if (active !== undefined && event.key === "Enter" && onOpen) {
      event.preventDefault();
      onOpen(active);
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are handled here for the rows, which hold the focus
    <div
      ref={box}
      className={cn("vlist scroll-region", className)}
      data-selecting={Boolean(selectedKeys?.size) || undefined}
      tabIndex={-1}
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: slice.before }} />
      {slice.groups.map(({ index, first, last }) => {
        const group = groups[index];
        if (!group) return null;
        const headingId = `group-${group.key}`;
        const passed = sizes.slice(0, index).reduce((sum, size) => sum + size.rows, 0);
        return (
          <section key={group.key} aria-labelledby={group.heading === null ? undefined : headingId}>
            {group.heading === null ? null : (
              <div id={headingId} className="vlist-head">
                {group.heading}
              </div>
            )}
            <ul
              aria-label={group.heading === null ? label : undefined}
              aria-labelledby={group.heading === null ? undefined : headingId}
              style={{ paddingTop: first * row, paddingBottom: (group.rows.length - last) * row }}
            >
              {group.rows.slice(first, last).map((item, offset) => {
                const key = rowKey(item);
                return (
                  <VirtualRow
                    key={key}
                    id={key}
                    row={item}
                    position={first + offset + 1}
                    size={group.rows.length}
                    marked={key === cursor.marked}
                    cursor={passed + first + offset === stop}
                    current={key === currentKey}
                    selected={selectedKeys?.has(key) ?? false}
                    onFocus={cursor.set}
                    render={renderRow}
                  />
                );
              })}
            </ul>
          </section>
        );
      })}
      <div style={{ height: slice.after }} />
    </div>
  );
}
