"use client";

import { useHotkeys } from "@/components/layout/use-hotkeys";
import type { StepRow } from "../schema/reading";
import { type QuickDoing, tickOf } from "./step-doing";

interface ChecklistKeys {
  move: (by: number) => void;
  open: (step: StepRow) => void;
  ask: (step: StepRow, doing: QuickDoing) => void;
  toggle: (step: StepRow) => void;
  show: (step: StepRow, what: "evidence" | "assign" | "comment") => void;
  search: () => void;
  close: () => void;
}

/** The keys of a checklist. Those about a step act on the one under the cursor, or the open one. */
export function useChecklistHotkeys(step: StepRow | null, keys: ChecklistKeys): void {
  const group = "Checklist";
  const on = (act: (step: StepRow) => void) => () => {
    if (step) act(step);
  };
  const tick = on((one) => {
    const doing = tickOf(one);
    if (doing) keys.ask(one, doing);
  });
  useHotkeys([
    { keys: "j", label: "Next step", group, run: () => keys.move(1) },
    { keys: "k", label: "Step before", group, run: () => keys.move(-1) },
    { keys: "enter", label: "Open the step", group, run: on(keys.open) },
    { keys: "space", label: "Start, then finish the step", group, run: tick },
    { keys: "x", label: "Select the step", group, run: on(keys.toggle) },
    { keys: "b", label: "Block the step", group, run: on((one) => keys.ask(one, "block")) },
    {
      keys: "p",
      label: "Pause the step, or go on with it",
      group,
      run: on((one) => keys.ask(one, one.paused ? "resume" : "pause")),
    },
    { keys: "n", label: "Not applicable", group, run: on((one) => keys.ask(one, "markNotApplicable")) },
    { keys: "e", label: "Add evidence", group, run: on((one) => keys.show(one, "evidence")) },
    { keys: "a", label: "Assign", group, run: on((one) => keys.show(one, "assign")) },
    { keys: "c", label: "Comment", group, run: on((one) => keys.show(one, "comment")) },
    { keys: "/", label: "Search steps", group, run: keys.search },
    { keys: "escape", label: "Close the step", group, run: keys.close },
  ]);
}
