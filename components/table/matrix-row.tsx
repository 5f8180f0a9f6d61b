"use client";

import { memo } from "react";
import { Link } from "@/components/ui/link";
import type { MatrixCell, MatrixColumn, MatrixGridProps } from "./matrix-types";
import type { Cell } from "./use-cell-cursor";

export type MatrixRowProps<Row> = Pick<MatrixGridProps<Row>, "rowHeader" | "cell" | "columnName"> & {
  row: Row;
  index: number;
  columns: readonly MatrixColumn[];
  /** The column whose cell is in the tab order, null when none of this row is. */
  tabColumn: number | null;
  onCell: (cell: Cell) => void;
};

function Plain<Row>(props: MatrixRowProps<Row>) {
  const { row, index, columns, tabColumn, onCell, rowHeader, cell, columnName } = props;
  const { content, name, heading } = rowHeader(row);
  if (heading) {
    return (
      <tr aria-rowindex={index + 2}>
        <th scope="rowgroup" colSpan={columns.length + 1} className="eyebrow">
          {content}
        </th>
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row">{content}</th>
      {columns.map((column, at) => (
        <td key={column.key} {...gridcell}>
          <CellLink
            cell={cell(row, column.key)}
            name={`${name}, ${columnName(column.key)}`}
            place={`${index},${at}`}
            tabIndex={tabColumn === at ? 0 : -1}
            onFocus={() => onCell({ row: index, column: at })}
          />
        </td>
      ))}
    </tr>
  );
}

// Inside a grid a <td> is a cell the arrow keys reach; what they focus is the link in it.
const gridcell = { role: "gridcell" } as const;

type CellLinkProps = { cell: MatrixCell; name: string; place: string; tabIndex: number; onFocus: () => void };

function CellLink({ cell, name, place, tabIndex, onFocus }: CellLinkProps) {
  const common = { className: "matrix-cell num", tabIndex, onFocus, "data-cell": place };
  if (cell.href === null) {
    return (
      <div {...common}>
        {cell.content}
        <span className="sr-only">{`${name}: ${cell.label}`}</span>
      </div>
    );
  }
  return (
    <Link href={cell.href} scroll={false} aria-label={`${name}: ${cell.label}`} {...common}>
      {cell.content}
    </Link>
  );
}

/** One row of a MatrixGrid, drawn again only when it changes or the tab order enters or leaves it. */
export const MatrixRow = memo(Plain) as typeof Plain;
