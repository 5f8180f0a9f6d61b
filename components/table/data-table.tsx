import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { cn } from "@/lib/cn";
import { SortHeader, type SortState } from "./sort-header";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers and times go to the end, in tabular figures. */
  align?: "start" | "end";
  /** This column names the row: its cell is the row's header. The first one unless told. */
  names?: boolean;
  /** Leave it out of the cards of a phone. */
  hideOnCards?: boolean;
  headerHidden?: boolean;
  sort?: SortState;
  className?: string;
};

export type DataTableProps<Row> = {
  /** What the table lists; hidden unless `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The row that is open beside the table. */
  isCurrent?: (row: Row) => boolean;
  /** Rows contain a link of class `row-target` that fills the row. */
  linkRows?: boolean;
  /** Below 560 px: every row a card, or the table scrolls sideways in its own region. */
  narrow?: "cards" | "scroll";
  /** Shown instead of a table without rows: an EmptyState. */
  empty: ReactNode;
  className?: string;
};

/** A dense table of moderate length. For hundreds of rows use VirtualList, for cases by environments MatrixGrid. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0) return <>{props.empty}</>;
  if (props.narrow !== "scroll") {
    return (
      <div className="table-box">
        <Table {...props} />
      </div>
    );
  }
  return (
    <ScrollRegion label={props.caption}>
      <Table {...props} />
    </ScrollRegion>
  );
}

function Table<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    captionShown,
    columns,
    rows,
    rowKey,
    isCurrent,
    linkRows,
    narrow = "cards",
    className,
  } = props;
  return (
    <table {...roles.table} className={cn("table", className)} data-narrow={narrow}>
      <caption className={captionShown ? "px-3.5 py-2 text-left text-ink-3" : "sr-only"}>{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {columns.map((column) => (
            <SortHeader
              key={column.key}
              label={column.header}
              hidden={column.headerHidden}
              align={column.align}
              sort={column.sort}
              className={column.className}
            />
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            {...roles.row}
            aria-current={isCurrent?.(row) ? "true" : undefined}
            data-link={linkRows || undefined}
            className={linkRows ? "row-link" : undefined}
          >
            {columns.map((column) => (
              <TableCell key={column.key} column={column} row={row} names={column === naming(columns)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TableCell<Row>({ column, row, names }: { column: Column<Row>; row: Row; names: boolean }) {
  const common = {
    className: column.className,
    "data-align": column.align,
    "data-card": column.hideOnCards ? "hide" : undefined,
  };
  const content = column.cell(row);
  if (names) {
    return (
      <th scope="row" {...roles.rowheader} {...common}>
        {content}
      </th>
    );
  }
  return (
    <td {...roles.cell} data-label={column.header} {...common}>
      <div>{content}</div>
    </td>
  );
}

function naming<Row>(columns: readonly Column<Row>[]): Column<Row> | undefined {
  return columns.find((column) => column.names) ?? columns[0];
}

// In words, because some browsers drop a table's own roles once its parts are laid out as the blocks of a card.
const roles = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
