"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { useHeldPage } from "@/components/form/use-held-page";
import { notify } from "@/components/ui/toast";
import { useInTurn } from "@/features/live/components/use-in-turn";
import { type Present, useLive } from "@/features/live/components/use-live";
import { undoStepAction } from "../actions";
import type { StepList, StepRow } from "../schema/reading";
import { doingFor, type QuickDoing } from "./step-doing";
import { type IsLast, stepQueue } from "./step-queue";

export type DoResult = { ok: true } | { ok: false; message: string };

export interface Checklist {
  steps: readonly StepRow[];
  environment: StepList["environment"];
  present: readonly Present[];
  /** Goes up whenever something on the server may have changed: what the open panel reads again by. */
  pulse: number;
  /** Does it at once on the screen, then on the server; takes it back and says why when refused. */
  run: (step: StepRow, doing: QuickDoing, reason?: string) => Promise<DoResult>;
  /** Fetches what changed since the last answer. */
  sync: () => Promise<void>;
}

/** The steps of one list, kept equal to the server: own changes show at once, other people's within a second. */
export function useChecklist(upgrade: string, environment: string | null, initial: StepList): Checklist {
  const [list, setList] = useState(initial);
  const [patches, setPatches] = useState<ReadonlyMap<string, Partial<StepRow>>>(new Map());
  const [present, setPresent] = useState<readonly Present[]>([]);
  const [pulse, setPulse] = useState(0);
  const seq = useRef(initial.seq);
  const known = useRef(new Set(initial.steps.map((step) => step.id)));
  const [inTurn] = useState(stepQueue);
  const versions = useRef(new Map<string, number>());

  const fetchChanges = useCallback(async () => {
    const ask = async (since: Record<string, string>): Promise<StepList | null> => {
      const asked = new URLSearchParams({ ...since, ...(environment && { environment }) });
      const response = await fetch(`/api/v1/upgrades/${encodeURIComponent(upgrade)}/steps?${asked}`);
      return response.ok ? ((await response.json()) as StepList) : null;
    };
    let fresh = await ask({ since: String(seq.current) });
    // A new row has a place among the others that only the whole list tells.
    if (fresh && !fresh.whole && fresh.steps.some((step) => !known.current.has(step.id)))
      fresh = await ask({});
    if (!fresh || fresh.seq < seq.current) return;
    for (const step of fresh.steps) known.current.add(step.id);
    seq.current = fresh.seq;
    setList((was) => merged(was, fresh));
    setPulse((count) => count + 1);
  }, [upgrade, environment]);

  const sync = useInTurn(fetchChanges);

  useLive(upgrade, {
    known: () => ({ since: seq.current }),
    onWake: () => void sync(),
    onPresent: setPresent,
  });

  const patch = useCallback((id: string, change: Partial<StepRow> | null) => {
    setPatches((was) => {
      const next = new Map(was);
      if (change) next.set(id, { ...was.get(id), ...change });
      else next.delete(id);
      return next;
    });
  }, []);

  const send = useCallback(
    async (step: StepRow, doing: QuickDoing, reason: string, isLast: IsLast): Promise<DoResult> => {
      const how = doingFor(step, doing);
      const version = Math.max(step.version, versions.current.get(step.id) ?? 0);
      const result = await how.send({ upgrade, step: step.id, version, reason }).catch(() => ({
        ok: false as const,
        message: "The server could not be reached. Nothing was changed; try again.",
      }));
      if (result.ok) versions.current.set(step.id, result.output.version);
      await sync();
      if (isLast()) patch(step.id, null);
      if (!result.ok) return { ok: false, message: result.message };
      // What was asked since will say what became of the step.
      if (!isLast()) return { ok: true };
      const { output } = result;
      void notify({
        id: `step-${step.id}`,
        message: output.needsSecondPerson
          ? `Asked to skip ${step.code}: a second person confirms`
          : `${how.done} ${step.code}`,
        ...(output.undoUntil && {
          undo: {
            run: async () => {
              const undone = await undoStepAction({ upgrade, step: step.id, version: output.version });
              if (!undone.ok)
                void notify({ message: "It could not be taken back", detail: undone.message, tone: "error" });
              await sync();
            },
          },
        }),
      });
      return { ok: true };
    },
    [upgrade, patch, sync],
  );

  // What shows at once is lost when the page goes before the server has it.
  useHeldPage(patches.size > 0);

  const run = useCallback(
    (step: StepRow, doing: QuickDoing, reason = ""): Promise<DoResult> => {
      patch(step.id, doingFor(step, doing).optimistic(step, reason));
      return inTurn(step.id, (isLast) => send(step, doing, reason, isLast));
    },
    [patch, send, inTurn],
  );

  const steps = useMemo(
    () =>
      patches.size === 0 ? list.steps : list.steps.map((step) => ({ ...step, ...patches.get(step.id) })),
    [list.steps, patches],
  );
  return { steps, environment: list.environment, present, pulse, run, sync };
}

/** Lays an answer over what is there; rows that did not change keep their identity, so that only changed ones are drawn again. */
function merged(was: StepList, fresh: StepList): StepList {
  if (fresh.whole) return fresh;
  const changed = new Map(fresh.steps.map((step) => [step.id, step]));
  const removed = new Set(fresh.removed);
  const steps = was.steps.filter((step) => !removed.has(step.id)).map((step) => changed.get(step.id) ?? step);
  return { ...was, environment: fresh.environment, seq: fresh.seq, steps };
}
