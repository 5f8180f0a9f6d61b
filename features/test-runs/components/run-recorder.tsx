"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FormValues } from "@/components/form/form-values";
import { SplitView } from "@/components/layout/split-view";
import type { Density } from "@/components/layout/theme";
import { useHotkeys } from "@/components/layout/use-hotkeys";
import { takeFocus } from "@/components/table/use-list-cursor";
import { type ListGroup, VirtualList } from "@/components/table/virtual-list";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { ProgressBar } from "@/components/ui/progress-bar";
import { notify } from "@/components/ui/toast";
import { type ResultName, resultLook } from "@/features/test-cases/components/result-look";
import { paths } from "@/lib/paths";
import { RunLine } from "./run-line";
import { RunPanel, resultKeys } from "./run-panel";
import { type Given, type RecordedResult, type RunRow, useRecording } from "./use-recording";
import type { ToldRun } from "./use-run";

export type RunRecorderProps = {
  upgrade: string;
  told: ToldRun;
  show: string | undefined;
  /** Code of the case that is open. */
  open: string | null;
  refused: string | null;
  density: Density;
};

const filters = ["all", "not_run", "failed", "blocked", "skipped", "passed"] as const;

/** A whole run by keyboard: move, press the result, and the next case that is left comes up. */
export function RunRecorder({ upgrade, told, show, open, refused, density }: RunRecorderProps) {
  const { run } = told;
  const { rows, unsaved, record } = useRecording(upgrade, told);
  const filter = filters.find((one) => one === show) ?? "all";
  const [at, setAt] = useState<string | null>(open);
  const [panel, setPanel] = useState(open !== null);
  const form = useRef<HTMLFormElement>(null);
  const listBox = useRef<HTMLDivElement>(null);
  // What was typed with a result that the server refused, by case: it comes back into the fields.
  const [refusedWith, setRefusedWith] = useState<ReadonlyMap<string, Given>>(new Map());
  const reason = run.shut ?? refused;
  const resultOf = (row: RunRow): ResultName => row.shown?.result ?? "not_run";
  // A case stays in its filter's list while it is open: it must not vanish under the one who records it.
  const shown = rows.filter((row) => filter === "all" || resultOf(row) === filter || row.code === at);
  const current = rows.find((row) => row.code === at) ?? null;
  const here = useCallback(
    (code: string | null) => {
      const parameters = new URLSearchParams({
        ...(filter !== "all" && { show: filter }),
        ...(code && { case: code }),
      }).toString();
      return `${paths.run(upgrade, run.id)}${parameters && `?${parameters}`}`;
    },
    [upgrade, run.id, filter],
  );
  useEffect(() => {
    if (panel && at && here(at) !== `${location.pathname}${location.search}`)
      window.history.replaceState(null, "", here(at));
  }, [panel, at, here]);
  useEffect(() => {
    setPanel(open !== null);
    if (open) setAt(open);
  }, [open]);

  const openCase = useCallback((code: string) => {
    setAt(code);
    setPanel(true);
  }, []);
  const move = (by: number) => {
    const from = shown.findIndex((row) => row.code === at);
    const next = shown[Math.max(0, Math.min(shown.length - 1, from + by))];
    if (!next) return;
    takeFocus(listBox.current, next.code);
    setAt(next.code);
  };
  const focusOn = (name: string) => {
    setPanel(true);
    // The panel may only be on its way onto the page.
    setTimeout(() => form.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus(), 0);
  };
  const give = (result: RecordedResult) => {
    if (!current) return;
    if (reason) {
      void notify({ id: "refused", tone: "error", message: reason });
      return;
    }
    const values = new FormValues(form.current ? new FormData(form.current) : new FormData());
    const measured = values.number("measured");
    if (result === "passed" && current.threshold && measured === null) {
      void notify({
        id: "measured",
        message: `${current.code} is decided by a measured value`,
        detail: "Enter it, then press p again.",
      });
      focusOn("measured");
      return;
    }
    const given = {
      measured: Number.isNaN(measured) ? null : measured,
      minutes: values.number("minutes"),
      note: values.text("note"),
      defectUrl: values.optional("defectUrl"),
    };
    if (document.activeElement instanceof HTMLElement && form.current?.contains(document.activeElement))
      document.activeElement.blur();
    const keep = (typed: Given | null) =>
      setRefusedWith((was) => {
        const next = new Map(was);
        if (typed) next.set(current.id, typed);
        else next.delete(current.id);
        return next;
      });
    keep(null);
    void record(current, result, given).then((saved) => saved || keep(given));
    form.current?.reset();
    const from = shown.findIndex((row) => row.code === current.code);
    const left = [...shown.slice(from + 1), ...shown.slice(0, from)].find(
      (row) => resultOf(row) === "not_run",
    );
    if (left) setAt(left.code);
  };
  useHotkeys([
    { keys: "j", label: "Next case", group: "Run", run: () => move(1), repeats: true },
    { keys: "k", label: "Case before", group: "Run", run: () => move(-1), repeats: true },
    ...resultKeys.map(({ key, result, label }) => ({
      keys: key,
      label: `Record: ${label.toLowerCase()}`,
      group: "Run",
      run: () => give(result),
    })),
    { keys: "m", label: "Measured value", group: "Run", run: () => focusOn("measured") },
    { keys: "n", label: "Note", group: "Run", run: () => focusOn("note") },
    { keys: "enter", label: "Open the case", group: "Run", run: () => setPanel(true) },
  ]);

  const groups = useMemo(() => byUseCase(shown), [shown]);
  const renderRow = useCallback((row: RunRow) => <RunLine row={row} onOpen={openCase} />, [openCase]);
  const done = rows.filter((row) => row.shown !== null).length;
  const list = (
    <>
      <div className="flex items-center gap-3 px-4 pt-2">
        <ProgressBar
          done={done}
          total={rows.length}
          label={`Cases of run ${run.number}`}
          className="flex-1"
        />
        <span className="num shrink-0 text-xs text-ink-3">
          {done} of {rows.length}
          <span role="status"> · {unsaved > 0 ? `saving ${unsaved}…` : "all saved"}</span>
        </span>
      </div>
      <FilterLinks
        label="Which cases"
        className="px-4 py-2"
        filters={filters.map((one) => ({
          href: `${paths.run(upgrade, run.id)}${one === "all" ? "" : `?show=${one}`}`,
          label: one === "all" ? "All" : resultLook[one].word.replace(/^./, (letter) => letter.toUpperCase()),
          count: one === "all" ? rows.length : rows.filter((row) => resultOf(row) === one).length,
          current: one === filter,
          ...(one === "failed" && { tone: "blocked" as const }),
        }))}
      />
      {shown.length > 0 ? (
        <VirtualList
          label={`Cases of run ${run.number}`}
          boxRef={listBox}
          groups={groups}
          rowKey={rowKey}
          renderRow={renderRow}
          density={density}
          currentKey={panel ? at : null}
          cursorKey={at}
          onCursor={setAt}
          onOpen={(row) => openCase(row.code)}
          className="min-h-0 flex-1"
        />
      ) : (
        <EmptyState title={rows.length === 0 ? "No test case is run here" : "No case matches"}>
          {rows.length === 0
            ? `None of the test cases is meant for ${run.environment.name}. Add one, or change where they are run.`
            : "Choose another filter."}
        </EmptyState>
      )}
    </>
  );
  return (
    <SplitView
      list={list}
      panel={
        panel && current ? (
          <RunPanel
            upgrade={upgrade}
            row={current}
            form={form}
            typed={refusedWith.get(current.id) ?? null}
            reason={reason}
            closeHref={here(null)}
            onResult={give}
          />
        ) : null
      }
    />
  );
}

const rowKey = (row: RunRow) => row.code;

function byUseCase(rows: readonly RunRow[]): ListGroup<RunRow>[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const list = groups.get(row.useCase);
    if (list) list.push(row);
    else groups.set(row.useCase, [row]);
  }
  return [...groups].map(([useCase, list]) => ({
    key: useCase,
    heading: <span>{useCase}</span>,
    rows: list,
  }));
}
