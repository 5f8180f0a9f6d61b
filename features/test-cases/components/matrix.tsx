"use client";

import { useCallback, useMemo } from "react";
import type { Density } from "@/components/layout/theme";
import { MatrixGrid } from "@/components/table/matrix-grid";
import type { MatrixCell } from "@/components/table/matrix-types";
import { StateIcon } from "@/components/ui/state-icon";
import { passWords } from "@/domain/test-execution";
import { type Packed, unpack } from "@/lib/packed";
import { paths } from "@/lib/paths";
import type { Matrix } from "../schema";
import { standingWords } from "./environment-bars";
import { cellWords, readCell, resultLook } from "./result-look";

type Case = Matrix["cases"][number];
type Row = { heading: string } | Case;

export type TestMatrixProps = {
  upgrade: string;
  environments: Matrix["environments"];
  useCases: Matrix["useCases"];
  /** The cases to show, in order. */
  cases: Packed<Matrix["cases"]>;
  density: Density;
};

/** Test cases by environments. A cell leads to the executions behind it. */
export function TestMatrix({ upgrade, environments, useCases, cases, density }: TestMatrixProps) {
  const rows = useMemo(() => withHeadings(unpack(cases), useCases), [cases, useCases]);
  const columns = useMemo(
    () =>
      environments.map(({ key, name, counts }) => ({
        key,
        header: (
          <span className="inline-flex flex-col items-center leading-tight">
            <span>{name}</span>
            <span className="num font-normal text-ink-3" data-tip={standingWords(counts)}>
              <span aria-hidden="true">{passWords(counts).required}</span>
              <span className="sr-only">{standingWords(counts)}</span>
            </span>
          </span>
        ),
      })),
    [environments],
  );
  const indexes = useMemo(() => new Map(environments.map(({ key }, index) => [key, index])), [environments]);
  const names = useMemo(() => new Map(environments.map(({ key, name }) => [key, name])), [environments]);
  const cell = useCallback(
    (row: Row, key: string): MatrixCell => {
      if (isHeading(row)) return nothing;
      const letter = row[4][indexes.get(key) ?? -1];
      const found = readCell(letter);
      const label = cellWords(letter);
      if (!found) return { label, content: <span className="text-ink-3">–</span>, href: null };
      const { state, word } = resultLook[found.result];
      return {
        label,
        href: `${paths.testCase(upgrade, row[0])}?environment=${encodeURIComponent(key)}`,
        content: (
          <>
            <StateIcon state={state} stale={found.stale} />
            {found.stale ? (
              <span className="text-xs text-stale">stale</span>
            ) : found.result === "failed" || found.result === "blocked" ? (
              <span className="text-xs" data-tone={state}>
                {word}
              </span>
            ) : null}
          </>
        ),
      };
    },
    [indexes, upgrade],
  );
  const columnName = useCallback((key: string) => names.get(key) ?? key, [names]);
  return (
    <MatrixGrid
      caption="Test cases by environment"
      corner="Test case"
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      rowHeader={rowHeader}
      cell={cell}
      columnName={columnName}
      density={density}
      className="min-h-0 flex-1"
    />
  );
}

const nothing: MatrixCell = { label: "", content: null, href: null };
const isHeading = (row: Row): row is { heading: string } => "heading" in row;
const rowKey = (row: Row) => (isHeading(row) ? row.heading : row[0]);

function rowHeader(row: Row) {
  if (isHeading(row))
    return { content: <span className="truncate">{row.heading}</span>, name: row.heading, heading: true };
  const [code, title, , required] = row;
  return {
    name: `${code} ${title}`,
    content: (
      <span className="flex items-center gap-2">
        <span className="num shrink-0 font-mono text-xs text-ink-3">{code}</span>
        <span className="truncate">{title}</span>
        {required ? null : <span className="shrink-0 text-xs text-ink-3">optional</span>}
      </span>
    ),
  };
}

function withHeadings(cases: readonly Case[], useCases: Matrix["useCases"]): Row[] {
  const rows: Row[] = [];
  let home = -1;
  for (const one of cases) {
    if (one[2] !== home) {
      home = one[2];
      const [code, title, priority] = useCases[home] ?? ["", "", ""];
      rows.push({ heading: `${code} ${title} · ${priority}` });
    }
    rows.push(one);
  }
  return rows;
}
