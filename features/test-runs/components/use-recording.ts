"use client";

import { useCallback, useEffect, useState } from "react";
import { useHeldPage } from "@/components/form/use-held-page";
import { notify } from "@/components/ui/toast";
import { recordExecutionsAction, retractExecutionAction } from "../actions";
import type { NewExecutionInput, RunCase } from "../schema";
import type { ToldRun } from "./use-run";

export type RecordedResult = NewExecutionInput["result"];

/** What was typed with a result. */
export interface Given {
  measured: number | null;
  minutes: number | null;
  note: string;
  defectUrl: string | null;
}

/** A result that is on its way, or saved and not yet read back. */
interface Shown extends Given {
  result: RecordedResult;
  /** When the server's yes came, in ms of this page's clock; null while it is on its way. */
  saved: number | null;
}

/** A case of the run as the screen shows it. */
export type RunRow = RunCase & { shown: RunCase["latest"] | (Shown & { id: null }); saving: boolean };

/**
 * The cases of a run with results shown the moment they are given. What the server refuses goes back to what it was, and
 * says why; what it saved is replaced by what it tells afterwards. Until everything is saved the page asks before it is
 * left: results wait for each other on their way, and one that was shown must not be lost.
 */
export function useRecording(upgrade: string, { run, asked }: ToldRun) {
  const [mine, setMine] = useState<ReadonlyMap<string, Shown>>(new Map());
  const change = useCallback((id: string, shown: Shown | null) => {
    setMine((was) => {
      const next = new Map(was);
      if (shown) next.set(id, shown);
      else next.delete(id);
      return next;
    });
  }, []);
  // A run holds everything that was saved before it was asked for.
  useEffect(
    () =>
      setMine((was) => new Map([...was].filter(([, shown]) => shown.saved === null || shown.saved >= asked))),
    [asked],
  );

  const record = useCallback(
    async (one: RunCase, result: RecordedResult, given: Given): Promise<boolean> => {
      change(one.id, { ...given, result, saved: null });
      const answer = await recordExecutionsAction({
        upgrade,
        run: run.id,
        executions: [{ testCase: one.id, revision: one.revision, result, ...given }],
      }).catch(() => ({
        ok: false as const,
        message: "The server could not be reached.",
      }));
      if (answer.ok) {
        change(one.id, { ...given, result, saved: performance.now() });
        const [execution] = answer.output.executions;
        if (execution) offerUndo(upgrade, one.code, execution, () => change(one.id, null));
      } else {
        change(one.id, null);
        void notify({
          id: `record-${one.id}`,
          tone: "error",
          message: `${one.code} is as it was`,
          detail: answer.message,
        });
      }
      return answer.ok;
    },
    [upgrade, run.id, change],
  );

  const rows: RunRow[] = run.list.map((one) => {
    const own = mine.get(one.id);
    return {
      ...one,
      shown: own ? { ...own, id: null } : one.latest,
      saving: own?.saved === null,
    };
  });
  const unsaved = rows.filter((row) => row.saving).length;
  useHeldPage(unsaved > 0);
  return { rows, unsaved, record };
}

/** A key pressed by mistake must not rule anybody out of a gate: for some seconds the result can be taken back. */
function offerUndo(
  upgrade: string,
  code: string,
  { id: execution, result }: { id: string; result: string },
  undone: () => void,
) {
  const retract = async () => {
    const answer = await retractExecutionAction({ upgrade, execution }).catch(() => ({
      ok: false as const,
      message: "The server could not be reached.",
    }));
    if (answer.ok) return undone();
    void notify({ tone: "error", message: `${code} could not be taken back`, detail: answer.message });
  };
  void notify({ id: "recorded", message: `${code}: ${result}`, undo: { run: () => void retract() } });
}
