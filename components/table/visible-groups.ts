/** A group of rows under one heading, as the list lays it out. */
export type GroupSize = { rows: number };

export type VisibleGroup = {
  index: number;
  /** Rows of this group to draw: from `first` up to, not including, `last`. */
  first: number;
  last: number;
};

export type VisibleSlice = {
  groups: VisibleGroup[];
  /** Heights in px of what is left out before and after the groups drawn. */
  before: number;
  after: number;
};

export type Heights = { header: number; row: number };

/**
 * Which rows to draw for a scroll range, by group. A group that is partly in view is drawn with its header and with gaps
 * for the rows left out (`first` and `rows - last` times the row height), so that sticky headers stay right.
 */
export function visibleGroups(
  groups: readonly GroupSize[],
  range: { start: number; end: number },
  heights: Heights,
): VisibleSlice {
  const slice: VisibleSlice = { groups: [], before: 0, after: 0 };
  let top = 0;
  groups.forEach((group, index) => {
    const height = heights.header + group.rows * heights.row;
    const bottom = top + height;
    if (bottom <= range.start) slice.before += height;
    else if (top >= range.end) slice.after += height;
    else {
      const rowsTop = top + heights.header;
      const clamp = (row: number) => Math.max(0, Math.min(group.rows, row));
      slice.groups.push({
        index,
        first: clamp(Math.floor((range.start - rowsTop) / heights.row)),
        last: clamp(Math.ceil((range.end - rowsTop) / heights.row)),
      });
    }
    top = bottom;
  });
  return slice;
}

/** Top of a row in px, counted over all groups; null when there is no such row. */
export function topOfRow(groups: readonly GroupSize[], row: number, heights: Heights): number | null {
  let top = 0;
  let passed = 0;
  for (const group of groups) {
    if (row < passed + group.rows) return top + heights.header + (row - passed) * heights.row;
    top += heights.header + group.rows * heights.row;
    passed += group.rows;
  }
  return null;
}

/**
 * The row that Tab goes to, counted over all groups: the cursor's while it is drawn, the first one drawn otherwise. A
 * list scrolled away from its cursor could not be reached by keyboard else. Null when no row is drawn.
 */
export function tabStop(
  groups: readonly GroupSize[],
  drawn: readonly VisibleGroup[],
  cursor: number,
): number | null {
  let first: number | null = null;
  for (const { index, first: from, last } of drawn) {
    if (last <= from) continue;
    const passed = groups.slice(0, index).reduce((sum, group) => sum + group.rows, 0);
    if (cursor >= passed + from && cursor < passed + last) return cursor;
    first ??= passed + from;
  }
  return first;
}
