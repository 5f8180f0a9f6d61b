import type { ReactNode } from "react";
import type { Density } from "@/components/layout/theme";

export type MatrixColumn = { key: string; header: ReactNode };

export type MatrixCell = {
  /** State in words, for screen readers: "failed, run 7". The row's and column's names are added. */
  label: string;
  content: ReactNode;
  /** Where its executions are. Null for a cell that has none to show. */
  href: string | null;
};

export type MatrixGridProps<Row> = {
  caption: string;
  /** Over the first column: "Test case". */
  corner: ReactNode;
  rows: readonly Row[];
  columns: readonly MatrixColumn[];
  rowKey: (row: Row) => string;
  /** The row's own name, and whether it is a heading over the rows that follow. Keep all three functions stable. */
  rowHeader: (row: Row) => { content: ReactNode; name: string; heading?: boolean };
  cell: (row: Row, columnKey: string) => MatrixCell;
  columnName: (columnKey: string) => string;
  density: Density;
  initialHeight?: number;
  className?: string;
};
