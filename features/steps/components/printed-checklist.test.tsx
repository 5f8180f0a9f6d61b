import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { StepRow } from "../schema/reading";
import { PrintedChecklist } from "./printed-checklist";

const lee = { id: "lee", name: "Lee" };
const ines = { id: "ines", name: "Ines" };
const step = (code: string, more: Partial<StepRow>) =>
  ({ id: code, code, title: code, phase: "A", phaseTitle: "A", predecessors: [], ...more }) as StepRow;

/** The words in the column Who, row by row. */
function who(...steps: StepRow[]): (string | undefined)[] {
  const rows = renderToStaticMarkup(<PrintedChecklist steps={steps} zone="UTC" />)
    .split("<tr")
    .slice(2);
  return rows.map((row) => row.split("<td")[3]?.replace(/^[^>]*>|<[^>]*>/g, ""));
}

test("paper says who finished a step and when, and who is to do an open one", () => {
  expect(
    who(
      step("A-1", { state: "done", doneBy: lee, finishedAt: "2026-11-20T09:12:00.000Z" }),
      step("A-2", { state: "done", assignee: ines, doneBy: lee, finishedAt: "2026-11-21T10:00:00.000Z" }),
      step("A-3", { state: "doing", assignee: ines, doneBy: null, finishedAt: null }),
      step("A-4", { state: "todo", assignee: null, doneBy: null, finishedAt: null }),
    ),
  ).toEqual(["LeeFri 20 Nov 2026, 09:12 UTC", "LeeSat 21 Nov 2026, 10:00 UTC", "Ines", ""]);
});
