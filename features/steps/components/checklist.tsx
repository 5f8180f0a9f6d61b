"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { SplitView } from "@/components/layout/split-view";
import type { Density } from "@/components/layout/theme";
import { takeFocus } from "@/components/table/use-list-cursor";
import { type ListGroup, VirtualList } from "@/components/table/virtual-list";
import type { RowState } from "@/components/table/virtual-row";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { notify } from "@/components/ui/toast";
import type { Role } from "@/domain/role";
import { formatDuration } from "@/lib/format";
import type { StepList, StepRow } from "../schema/reading";
import { BulkBar } from "./bulk-bar";
import {
  countsOf,
  filterNames,
  filterOf,
  nextStartable,
  offered,
  type Phase,
  phasesOf,
  shownSteps,
} from "./checklist-filters";
import { SamePage } from "./same-page";
import { doingFor, type QuickDoing } from "./step-doing";
import { StepLine } from "./step-line";
import { StepNotHere } from "./step-not-here";
import { StepPanel } from "./step-panel";
import { useAddress } from "./use-address";
import { useChecklist } from "./use-checklist";
import { useChecklistHotkeys } from "./use-checklist-hotkeys";
import { usePresence, watchersOf } from "./use-presence";

export interface ChecklistProps {
  upgrade: string;
  /** Null for the upgrade's own plan. */
  environment: { key: string; name: string } | null;
  initial: StepList;
  me: { id: string; name: string };
  members: readonly { id: string; name: string; roles: readonly Role[] }[];
  /** Actions the policy refuses this person, with its sentences. */
  refused: Readonly<Record<string, string>>;
  zone: string;
  density: Density;
}

const noWatchers: readonly string[] = [];

/** A checklist: filters, a list of any length worked by keyboard, the open step beside it. What is open and filtered is in the address. */
export function Checklist(props: ChecklistProps) {
  const { upgrade, environment, initial, me, members, refused, zone, density } = props;
  const { steps, present, pulse, run, sync } = useChecklist(upgrade, environment?.key ?? null, initial);
  const address = useAddress();
  const [cursor, setCursor] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ step: StepRow; doing: QuickDoing } | null>(null);
  const [finished, setFinished] = useState<{ id: string; byKey: boolean } | null>(null);
  const [focusOn, setFocusOn] = useState<"evidence" | "assign" | "comment" | null>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const listBox = useRef<HTMLDivElement>(null);

  const filter = filterOf(address.show);
  const counts = useMemo(() => countsOf(steps, me.id), [steps, me.id]);
  const shown = useMemo(
    () => shownSteps(steps, filter, address.query, me.id),
    [steps, filter, address.query, me.id],
  );
  const groups = useMemo(() => phasesOf(shown, steps).map(asGroup), [shown, steps]);
  const open = steps.find((step) => step.code === address.step) ?? null;
  const openStep = useCallback((code: string) => address.change({ step: code }), [address]);
  // Never a row that is out of sight behind a filter: a key acts on what is marked.
  const atCursor = shown.find((step) => step.id === cursor) ?? open;

  usePresence(upgrade, open ? `step:${open.id}` : null);
  const watchers = useMemo(() => watchersOf(present, members, me.id), [present, members, me.id]);

  const doIt = useCallback(
    async (step: StepRow, doing: QuickDoing, reason?: string, byKey = false) => {
      const result = await run(step, doing, reason);
      if (!result.ok && reason === undefined)
        void notify({
          id: `step-${step.id}`,
          message: `${step.code} is as it was`,
          detail: result.message,
          tone: "error",
        });
      if (result.ok && doing === "finish") setFinished({ id: step.id, byKey });
      return result;
    },
    [run],
  );
  // Only now, with the server's answer drawn: what waited for the finished step is startable by it.
  useEffect(() => {
    if (!finished) return;
    setFinished(null);
    const next = nextStartable(shown, finished.id);
    if (!next || (cursor !== null && cursor !== finished.id)) return;
    setCursor(next.id);
    if (finished.byKey && open?.id === finished.id) openStep(next.code);
  }, [finished, shown, cursor, open, openStep]);
  const ask = useCallback(
    (step: StepRow, doing: QuickDoing, byKey = false) => {
      const reason = refused[`step.${doing}`];
      if (reason) void notify({ message: reason, tone: "error", id: "refused" });
      else if (doingFor(step, doing).reason) setAsking({ step, doing });
      else void doIt(step, doing, undefined, byKey);
    },
    [doIt, refused],
  );
  const toggle = useCallback(
    (id: string) =>
      setSelected((was) => {
        const next = new Set(was);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  useChecklistHotkeys(atCursor, {
    move: (by) => {
      const at = shown.findIndex((step) => step.id === cursor);
      const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
      if (!next) return;
      takeFocus(listBox.current, next.id);
      setCursor(next.id);
    },
    open: (step) => openStep(step.code),
    ask: (step, doing) => ask(step, doing, true),
    toggle: (step) => toggle(step.id),
    show: (step, what) => {
      openStep(step.code);
      setFocusOn(what);
    },
    search: () => searchBox.current?.focus(),
    close: () => (selected.size > 0 ? setSelected(new Set()) : address.change({ step: null })),
  });
  const renderRow = useCallback(
    (step: StepRow, state: RowState) => (
      <StepLine
        step={step}
        state={state}
        href={address.hrefWith({ step: step.code })}
        onOpen={openStep}
        onSelect={toggle}
        watchers={watchers.get(step.id) ?? noWatchers}
      />
    ),
    [address, openStep, toggle, watchers],
  );
  const openId = open?.id;
  useEffect(() => {
    if (openId) setCursor(openId);
  }, [openId]);

  const label = environment ? `Steps of ${environment.name}` : "Steps of the plan";
  const list = (
    <>
      <FilterLinks
        className="border-b border-line px-3.5 py-2"
        label="Which steps"
        filters={offered(filter, counts).map((one) => ({
          href: address.hrefWith({ show: one === "all" ? null : one }),
          label: filterNames[one],
          count: counts[one],
          current: filter === one,
          ...(one === "second_person" && { tone: "waiting" as const }),
        }))}
      >
        <input
          ref={searchBox}
          type="search"
          aria-label="Search steps"
          placeholder="Search  /"
          className="input w-44 max-sm:w-28"
          defaultValue={address.query}
          onChange={(event) => address.change({ q: event.target.value || null }, "replace")}
        />
      </FilterLinks>
      {selected.size > 0 ? (
        <BulkBar
          upgrade={upgrade}
          steps={steps.filter((step) => selected.has(step.id))}
          members={members}
          zone={zone}
          refused={refused}
          onDone={() => setSelected(new Set())}
          sync={sync}
        />
      ) : null}
      {shown.length === 0 ? (
        <EmptyState title={steps.length === 0 ? "No steps here" : "No step matches"}>
          {steps.length === 0
            ? "The playbook asks for nothing here. A lead can add steps of your own."
            : "Choose another filter or search for something else."}
        </EmptyState>
      ) : (
        <VirtualList
          label={label}
          boxRef={listBox}
          groups={groups}
          rowKey={rowKey}
          renderRow={renderRow}
          density={density}
          currentKey={open?.id ?? null}
          selectedKeys={selected}
          cursorKey={cursor}
          onCursor={setCursor}
          onOpen={(step) => openStep(step.code)}
          className="min-h-0 flex-1"
        />
      )}
    </>
  );
  const asked = asking && doingFor(asking.step, asking.doing);
  return (
    <SamePage>
      <SplitView
        list={list}
        panel={
          open ? (
            <StepPanel
              key={open.id}
              upgrade={upgrade}
              row={open}
              pulse={pulse}
              me={me}
              members={members}
              zone={zone}
              refused={refused}
              watchers={watchers.get(open.id) ?? noWatchers}
              closeHref={address.hrefWith({ step: null })}
              neighbours={neighboursOf(steps, open)}
              focusOn={focusOn}
              onFocused={() => setFocusOn(null)}
              onDo={(doing) => ask(open, doing)}
              sync={sync}
            />
          ) : address.step ? (
            <StepNotHere
              upgrade={upgrade}
              code={address.step}
              where={environment?.name ?? "the plan"}
              closeHref={address.hrefWith({ step: null })}
            />
          ) : null
        }
      />
      {asking && asked?.reason ? (
        <ConfirmDialog
          open
          onClose={() => setAsking(null)}
          title={`${asked.reason.title}: ${asking.step.code} “${asking.step.title}”`}
          confirmLabel={asked.label}
          reason={{
            label: asked.reason.label,
            required: asked.reason.required,
            ...(asked.reason.hint && { hint: asked.reason.hint }),
          }}
          onConfirm={(reason) => doIt(asking.step, asking.doing, reason)}
        />
      ) : null}
    </SamePage>
  );
}

function neighboursOf(steps: readonly StepRow[], step: StepRow) {
  const at = steps.indexOf(step);
  const phase = (index: number) => (steps[index]?.phase === step.phase ? steps[index]?.id : undefined);
  const up = phase(at - 1) === undefined ? undefined : (phase(at - 2) ?? null);
  return { up, down: phase(at + 1), all: steps };
}

const rowKey = (step: StepRow) => step.id;

function asGroup(phase: Phase): ListGroup<StepRow> {
  const minutes = phase.steps.reduce(
    (sum, step) => sum + (step.state === "not_applicable" ? 0 : (step.plannedMinutes ?? 0)),
    0,
  );
  return {
    key: phase.key,
    rows: phase.steps,
    heading: (
      <span className="flex w-full items-center justify-between gap-3">
        <span className="min-w-0 truncate">{phase.title}</span>
        <span className="num shrink-0 font-normal normal-case">
          {phase.closed} of {phase.counted}
          {minutes > 0 ? ` · ${formatDuration(minutes)}` : ""}
        </span>
      </span>
    ),
  };
}
