import { describe, expect, it } from "vitest";
import { abortQuestion } from "@/domain/run-decision";
import { editStep } from "@/features/steps/commands/edit";
import { finishStep, startStep } from "@/features/steps/commands/state";
import { bookWindow, moveWindow } from "@/features/window/commands/windows";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep, refusal } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { decideInRun } from "./commands/decisions";
import { backOut, endRun } from "./commands/end";
import { startRun } from "./commands/start";
import { getLive } from "./queries/live";
import { getRun } from "./queries/runs";

// A day on, so that what opens the gate is over when the run begins.
const began = Date.now() + 24 * 3_600_000;
const minutes = (count: number) => new Date(began + count * 60_000);

const begin = (w: World, at: number) =>
  execute(
    startRun,
    w.engineer,
    {
      upgrade: w.key,
      environment: "dev",
      data: { source: "production_dump", takenAt: "2026-11-20T20:00:00Z" },
    },
    { now: minutes(at) },
  );

/** A run in a window from its 10th minute on; going back is safe until the 375th. */
async function night() {
  const w = await world();
  await openDev(w);
  const { id: run } = await begin(w, 0);
  const [from, to] = [minutes(10).toISOString(), minutes(420).toISOString()];
  const { id: window } = await execute(
    bookWindow,
    w.lead,
    { upgrade: w.key, environment: "dev", from, to, reserveMinutes: 45 },
    { now: minutes(0) },
  );
  return { w, run, window };
}
const clockAt = (at: number) => settleDue(minutes(at), false);
const live = (w: World, at: number) =>
  answer(getLive, w.viewer, { upgrade: w.key, environment: "dev" }, { now: minutes(at) });
const passed = (run: string) =>
  reader.auditEvent.findMany({
    where: { type: "run.abortPassed", subjectId: run },
    orderBy: { seq: "asc" },
    select: { actorName: true, data: true },
  });
const end = (w: World, run: string, outcome: "succeeded" | "aborted", at: number) =>
  execute(
    endRun,
    w.lead,
    { upgrade: w.key, run, version: 1, outcome, lessons: outcome === "aborted" ? "Too late" : "" },
    { now: minutes(at) },
  );

const toldTo = async (w: World) => {
  const rows = await reader.notification.findMany({
    where: { kind: "decision_wanted", href: `/u/${w.key}/e/dev/live` },
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId).sort();
};
async function decideGo(w: World, run: string, at: number) {
  const decision = (await live(w, at)).decisions.find(({ verdict }) => verdict === null);
  await execute(
    decideInRun,
    w.manager,
    { upgrade: w.key, run, decision: decision?.id ?? "", version: 1, verdict: "go", reason: "" },
    { now: minutes(at) },
  );
}

describe("The latest safe abort of a run", () => {
  it("that passes is recorded once, told, and demands a decision; extended beyond it, it can pass again", async () => {
    const { w, run, window } = await night();
    const move = (version: number, to: number, at: number) =>
      execute(
        moveWindow,
        w.lead,
        { upgrade: w.key, window, version, to: minutes(to).toISOString(), reason: "More time" },
        { now: minutes(at) },
      );
    await clockAt(375);
    expect(await passed(run)).toEqual([]);
    await Promise.all([clockAt(376), clockAt(376), clockAt(377)]);
    expect(await passed(run)).toMatchObject([
      { actorName: "Liftlock", data: { latest: minutes(375).toISOString() } },
    ]);
    const { decisions } = await live(w, 378);
    expect(decisions).toMatchObject([
      { question: abortQuestion, demanded: true, askedBy: null, verdict: null },
    ]);
    expect(await toldTo(w)).toEqual([w.lead.id, w.manager.id, w.manager2.id].sort());

    // What is asked already is not asked again, however often it passes.
    await move(1, 480, 380);
    await clockAt(430);
    expect(await passed(run)).toHaveLength(1);
    expect(await reader.auditEvent.count({ where: { type: "run.abortAhead", subjectId: run } })).toBe(1);
    await clockAt(436);
    expect(await passed(run)).toHaveLength(2);
    expect((await live(w, 437)).decisions).toHaveLength(1);
    await decideGo(w, run, 438);
    await clockAt(439);
    await move(2, 540, 440);
    await clockAt(500);
    expect((await live(w, 500)).decisions.map(({ verdict }) => verdict)).toEqual([null, "go"]);
    await expectSettled(w.key);

    // Everything is done, and still it has not succeeded before that is decided.
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(501) });
    await act(w, w.engineer, finishStep, "dev", "D-03", { now: minutes(502) });
    expect((await answer(getRun, w.viewer, { upgrade: w.key, run })).demanded).toBe(abortQuestion);
    await expect(end(w, run, "succeeded", 503)).rejects.toMatchObject(refusal("decision_demanded"));
    await decideGo(w, run, 504);
    await end(w, run, "succeeded", 505);
    await clockAt(600);
    expect(await passed(run)).toHaveLength(3);
  });

  it("is no more once one is on the way back; a run that is given up needs no decision", async () => {
    const { w, run } = await night();
    await clockAt(376);
    await end(w, run, "aborted", 377);
    const { id: second } = await begin(w, 380);
    const { id: step, version } = await stepOf(w.key, "dev", "D-02");
    await execute(editStep, w.lead, { upgrade: w.key, step, version, backOut: "Drop the dump." });
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(381) });
    await execute(
      backOut,
      w.lead,
      { upgrade: w.key, run: second, version: 1, reason: "No disk" },
      { now: minutes(382) },
    );
    await clockAt(400);
    expect([await passed(run), await passed(second)].map(({ length }) => length)).toEqual([1, 0]);
  });
});
