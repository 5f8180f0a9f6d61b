"use client";

import { useRef } from "react";
import { rowHeights } from "@/components/layout/theme";
import { useDensity } from "@/components/layout/use-html-data";
import { cn } from "@/lib/cn";
import { MatrixRow } from "./matrix-row";
import type { MatrixGridProps } from "./matrix-types";
import { useCellCursor } from "./use-cell-cursor";
import { useScrollRange } from "./use-scroll-range";

const HEAD = 38;

/**
 * Cases by environments: thousands of rows in a scrolling box with a sticky head and first column, drawing only what is
 * in view. One cell is in the tab order; the arrows move it; Enter follows it, because a cell is a link.
 */
export function MatrixGrid<Row>(props: MatrixGridProps<Row>) {
  const {
    caption,
    corner,
    rows,
    columns,
    rowKey,
    rowHeader,
    cell,
    columnName,
    initialHeight = 1000,
    className,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const row = rowHeights[useDensity(props.density)];
  const { range, measure } = useScrollRange(box, initialHeight);
  const first = Math.max(0, Math.min(rows.length, Math.floor((range.start - HEAD) / row)));
  const last = Math.max(first, Math.min(rows.length, Math.ceil(range.end / row)));
  const isHeading = (index: number) => {
    const one = rows[index];
    return one !== undefined && rowHeader(one).heading === true;
  };
  const size = { rows: rows.length, columns: columns.length };
  const cursor = useCellCursor({ box, size, rowHeight: row, headHeight: HEAD, isHeading, measure });
  // The cell that Tab reaches must exist: while its row is scrolled away, the first one drawn stands in.
  const reachable =
    cursor.cell.row >= first && cursor.cell.row < last ? cursor.cell : { row: nextCell(first), column: 0 };

  function nextCell(from: number): number {
    let index = from;
    while (index < last - 1 && isHeading(index)) index += 1;
    return index;
  }

  return (
    <div ref={box} className={cn("matrix scroll-region", className)} onScroll={measure}>
      <table
        {...grid}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={cursor.onKeyDown}
      >
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="text-left">
              {corner}
            </th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={first * row} />
          {rows.slice(first, last).map((item, offset) => (
            <MatrixRow
              key={rowKey(item)}
              row={item}
              index={first + offset}
              columns={columns}
              tabColumn={reachable.row === first + offset ? reachable.column : null}
              onCell={cursor.setCell}
              rowHeader={rowHeader}
              cell={cell}
              columnName={columnName}
            />
          ))}
          <Space height={(rows.length - last) * row} />
        </tbody>
      </table>
    </div>
  );
}

const unseen = { "aria-hidden": true } as const;
// A table whose cells the arrow keys walk.
const grid = { role: "grid" } as const;

function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr {...unseen}>
      <td className="matrix-space" style={{ height }} />
    </tr>
  );
}
