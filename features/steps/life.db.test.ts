import { beforeAll, describe, expect, it } from "vitest";
import { sentence } from "@/domain/event";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, refusal } from "@/scripts/testing/steps";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { setNote } from "./commands/plan-work";
import * as state from "./commands/state";
import { undoStep } from "./commands/undo";

const log = (text = "dumped 3 databases\n") => new File([text], "dump.log", { type: "image/png" });

describe("The life of a step", () => {
  let w: World;
  beforeAll(async () => {
    w = await world();
  });

  it("cannot start behind a shut gate nor before its predecessor, and says both", async () => {
    await expect(act(w, w.engineer, state.startStep, "dev", "D-02")).rejects.toMatchObject(
      refusal("predecessor_open", "gate_shut"),
    );
    const step = await stepOf(w.key, "dev", "D-02");
    expect(step).toMatchObject({ state: "todo", version: 1, startedAt: null });
  });

  it("of the entry gate may be finished while the gate is shut, and opens it", async () => {
    await openDev(w);
    await expectSettled(w.key);
    const dev = await reader.environment.findFirstOrThrow({
      where: { upgrade: { key: w.key }, key: "dev" },
      include: { gates: true },
    });
    expect(dev).toMatchObject({ status: "ready", startedAt: null });
    expect(dev.gates.find((gate) => gate.kind === "entry")?.state).toBe("open");
  });

  it("behind the gate stamps the environment as started with the first start, and never again", async () => {
    const now = new Date();
    await act(w, w.engineer, state.startStep, "dev", "D-02", { now });
    await expectSettled(w.key);
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev).toMatchObject({ startedAt: now, changedAt: null, status: "migrating" });
  });

  it("can't be finished without its evidence; with it, it names who and when and changes the environment", async () => {
    await expect(act(w, w.engineer, state.finishStep, "dev", "D-02")).rejects.toMatchObject(
      refusal("evidence_missing"),
    );
    const step = await stepOf(w.key, "dev", "D-02");
    await execute(addEvidence, w.engineer, { upgrade: w.key, step: step.id, url: "https://ci.example/7" });
    await expect(act(w, w.engineer, state.finishStep, "dev", "D-02")).rejects.toMatchObject(
      refusal("evidence_missing"),
    );
    await execute(addEvidence, w.engineer, { upgrade: w.key, step: step.id, file: log() });
    const now = new Date();
    const answer = await act(w, w.engineer, state.finishStep, "dev", "D-02", { now });
    expect(answer).toMatchObject({
      state: "done",
      doneById: w.engineer.id,
      finishedAt: now.toISOString(),
      version: 3,
    });
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev.changedAt).toEqual(now);
    await expectSettled(w.key);
  });

  it("can be blocked with a reason, which tells the leads, and unblocked into the state it had", async () => {
    await expect(act(w, w.engineer, state.blockStep, "dev", "D-03", { reason: "  " })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await act(w, w.engineer, state.startStep, "dev", "D-03");
    await act(w, w.engineer, state.blockStep, "dev", "D-03", { reason: "Waits for the DBA" });
    await expectSettled(w.key);
    const notice = await reader.notification.findFirstOrThrow({
      where: { userId: w.lead.id, kind: "blocker_mine" },
      orderBy: { createdAt: "desc" },
    });
    expect(notice).toMatchObject({
      title: "D-03 “Migrate the data” in Dev is blocked: Waits for the DBA",
      href: `/u/${w.key}/e/dev/checklist?step=D-03`,
    });
    await expect(act(w, w.engineer, state.finishStep, "dev", "D-03")).rejects.toMatchObject(
      refusal("wrong_state"),
    );
    await act(w, w.engineer, state.unblockStep, "dev", "D-03");
    expect(await stepOf(w.key, "dev", "D-03")).toMatchObject({ state: "doing", stateReason: "" });
  });

  it("can be paused with a reason and gone on with; finishing, blocking and undo know of it", async () => {
    const d03 = () => stepOf(w.key, "dev", "D-03");
    await expect(act(w, w.engineer, state.pauseStep, "dev", "D-03", { reason: " " })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(act(w, w.engineer, state.resumeStep, "dev", "D-03")).rejects.toMatchObject(
      refusal("not_paused"),
    );
    const paused = await act(w, w.engineer, state.pauseStep, "dev", "D-03", { reason: "No DBA" });
    expect(paused).toMatchObject({ state: "doing", paused: { reason: "No DBA" } });
    await expect(act(w, w.lead, state.pauseStep, "dev", "D-03", { reason: "Lunch" })).rejects.toMatchObject(
      refusal("paused"),
    );
    await act(w, w.engineer, state.resumeStep, "dev", "D-03");
    expect(await d03()).toMatchObject({ pausedAt: null, pauseReason: "" });

    await act(w, w.engineer, state.pauseStep, "dev", "D-03", { reason: "Still no DBA" });
    await act(w, w.engineer, state.finishStep, "dev", "D-03");
    expect(await d03()).toMatchObject({ state: "done", pausedAt: null });
    const { id, version } = await d03();
    await execute(undoStep, w.engineer, { upgrade: w.key, step: id, version });
    expect(await d03()).toMatchObject({ state: "doing", pauseReason: "Still no DBA" });
    await act(w, w.engineer, state.blockStep, "dev", "D-03", { reason: "The DBA left" });
    expect(await d03()).toMatchObject({ state: "blocked", pausedAt: null, pauseReason: "" });
    await act(w, w.engineer, state.unblockStep, "dev", "D-03");
    expect(await d03()).toMatchObject({ state: "doing", pausedAt: null });
    await expectSettled(w.key);
  });

  it("that is required is skipped only when a second person agrees", async () => {
    const asked = await act(w, w.engineer, state.skipStep, "dev", "D-03", { reason: "Nothing to migrate" });
    expect(asked).toMatchObject({ state: "doing", needsSecondPerson: true });
    await expectSettled(w.key);
    await expect(act(w, w.engineer, state.confirmSkip, "dev", "D-03")).rejects.toMatchObject(
      refusal("second_person"),
    );
    await act(w, w.lead, state.declineSkip, "dev", "D-03", { reason: "There are 3 tables" });
    expect(await stepOf(w.key, "dev", "D-03")).toMatchObject({ state: "doing", skipRequestedById: null });
    await expect(act(w, w.lead, state.confirmSkip, "dev", "D-03")).rejects.toMatchObject(
      refusal("skip_not_requested"),
    );
    await act(w, w.engineer, state.skipStep, "dev", "D-03", { reason: "Nothing to migrate" });
    await act(w, w.lead, state.confirmSkip, "dev", "D-03");
    await expectSettled(w.key);
    expect(await stepOf(w.key, "dev", "D-03")).toMatchObject({
      state: "skipped",
      stateReason: "Nothing to migrate",
      doneById: null,
    });
  });

  it("that is optional is skipped at once, or marked not applicable", async () => {
    await act(w, w.engineer, state.skipStep, "dev", "D-05", { reason: "Later" });
    expect(await stepOf(w.key, "dev", "D-05")).toMatchObject({ state: "skipped" });
    await act(w, w.engineer, state.reopenStep, "dev", "D-05");
    await act(w, w.engineer, state.markStepNotApplicable, "dev", "D-05", { reason: "Empty database" });
    expect(await stepOf(w.key, "dev", "D-05")).toMatchObject({
      state: "not_applicable",
      stateReason: "Empty database",
    });
    await expectSettled(w.key);
  });

  it("is put back to not started when it was begun by mistake, and that is told", async () => {
    await act(w, w.engineer, state.reopenStep, "dev", "D-05");
    await act(w, w.engineer, state.startStep, "dev", "D-05");
    const { id, version } = await stepOf(w.key, "dev", "D-05");
    await act(w, w.engineer, state.reopenStep, "dev", "D-05", { reason: "Wrong step" });
    expect(await stepOf(w.key, "dev", "D-05")).toMatchObject({
      state: "todo",
      startedAt: null,
      version: version + 1,
    });
    const [told] = await reader.auditEvent.findMany({
      where: { subjectId: id },
      orderBy: { seq: "desc" },
      take: 1,
    });
    expect(sentence("Ines", told?.type ?? "", told?.data)).toMatch(
      /^Ines put D-05 “.+” back to not started: Wrong step$/,
    );
    await expectSettled(w.key);
  });

  it("is reopened with its history kept; reopening a done migration step changes the environment again", async () => {
    const before = await reader.environment.findFirstOrThrow({
      where: { upgrade: { key: w.key }, key: "dev" },
    });
    await act(w, w.engineer, state.reopenStep, "dev", "D-03", { reason: "It does apply" });
    const skipped = await reader.environment.findFirstOrThrow({ where: { id: before.id } });
    expect(skipped.changedAt).toEqual(before.changedAt);
    await act(w, w.engineer, state.reopenStep, "dev", "D-02", { reason: "Wrong database" });
    const after = await reader.environment.findFirstOrThrow({ where: { id: before.id } });
    expect(after.changedAt?.getTime()).toBeGreaterThan(before.changedAt?.getTime() ?? 0);
    expect(await stepOf(w.key, "dev", "D-02")).toMatchObject({
      state: "todo",
      finishedAt: null,
      doneById: null,
    });
    const events = await reader.auditEvent.findMany({
      where: { subjectId: (await stepOf(w.key, "dev", "D-02")).id },
      orderBy: { seq: "asc" },
    });
    expect(events.map((event) => event.type)).toEqual(["step.started", "step.finished", "step.reopened"]);
    await expectSettled(w.key);
  });
});

describe("Who may change a step", () => {
  it("are leads and engineers; a manager and a viewer are told so, an outsider learns nothing", async () => {
    const w = await world();
    await expect(act(w, w.manager, state.finishStep, "dev", "D-01")).rejects.toMatchObject({
      code: "forbidden",
      message: "Only leads and engineers can finish steps; you are here as manager.",
    });
    await expect(act(w, w.viewer, state.blockStep, "dev", "D-01", { reason: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(act(w, w.outsider, state.finishStep, "dev", "D-01")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(act(w, w.admin, state.finishStep, "dev", "D-01")).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await stepOf(w.key, "dev", "D-01")).version).toBe(1);
  });

  it("never reach a step of another upgrade by naming one of their own", async () => {
    const [w, other] = [await world(), await world()];
    const foreign = await stepOf(other.key, "dev", "D-01");
    await expect(
      execute(state.finishStep, w.engineer, { upgrade: w.key, step: foreign.id, version: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect((await stepOf(other.key, "dev", "D-01")).state).toBe("todo");
  });

  it("are told what the step is now when they act on what it was", async () => {
    const w = await world();
    const { id } = await stepOf(w.key, "dev", "D-01");
    await act(w, w.lead, state.startStep, "dev", "D-01");
    const late = execute(state.finishStep, w.engineer, { upgrade: w.key, step: id, version: 1 });
    await expect(late).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { state: "doing", version: 2 } },
    });
    expect((await stepOf(w.key, "dev", "D-01")).state).toBe("doing");
  });
});

describe("Undo", () => {
  const undo = async (w: World, who: Person, code: string, now?: Date) => {
    const step = await stepOf(w.key, "dev", code);
    return execute(
      undoStep,
      who,
      { upgrade: w.key, step: step.id, version: step.version },
      now ? { now } : {},
    );
  };

  it("gives a step back as it was, and shuts the gate it had opened", async () => {
    const w = await world();
    await openDev(w);
    const before = await stepOf(w.key, "dev", "D-01");
    await undo(w, w.engineer, "D-01");
    expect(await stepOf(w.key, "dev", "D-01")).toMatchObject({
      state: "todo",
      startedAt: null,
      doneById: null,
      version: before.version + 1,
    });
    await expectSettled(w.key);
  });

  it("takes back the start of the environment, and its change, when nothing else was begun there", async () => {
    const w = await world();
    await openDev(w);
    await act(w, w.engineer, state.startStep, "dev", "D-02");
    await undo(w, w.engineer, "D-02");
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev).toMatchObject({ startedAt: null, changedAt: null, status: "ready" });
    await expectSettled(w.key);

    const step = await stepOf(w.key, "dev", "D-02");
    await execute(addEvidence, w.engineer, { upgrade: w.key, step: step.id, file: log() });
    const finished = new Date();
    await act(w, w.engineer, state.finishStep, "dev", "D-02", { now: finished });
    await act(w, w.engineer, state.startStep, "dev", "D-03");
    await undo(w, w.engineer, "D-02");
    const still = await reader.environment.findFirstOrThrow({ where: { id: dev.id } });
    expect(still).toMatchObject({ startedAt: finished, changedAt: null });
    await expectSettled(w.key);
  });

  it("is refused to somebody else, too late, after another change, and twice", async () => {
    const w = await world();
    const now = new Date();
    await act(w, w.engineer, state.startStep, "dev", "D-01", { now });
    await expect(undo(w, w.lead, "D-01")).rejects.toMatchObject(refusal("not_yours"));
    await expect(undo(w, w.engineer, "D-01", new Date(now.getTime() + 16_000))).rejects.toMatchObject(
      refusal("too_late"),
    );
    const step = await stepOf(w.key, "dev", "D-01");
    await execute(setNote, w.lead, { upgrade: w.key, step: step.id, version: step.version, note: "Ask Sam" });
    await expect(undo(w, w.engineer, "D-01")).rejects.toMatchObject(refusal("changed_since"));
    await act(w, w.engineer, state.finishStep, "dev", "D-01");
    await undo(w, w.engineer, "D-01");
    await expect(undo(w, w.engineer, "D-01")).rejects.toMatchObject(refusal("nothing_to_undo"));
    expect(await stepOf(w.key, "dev", "D-01")).toMatchObject({ state: "doing", note: "Ask Sam" });
  });
});
