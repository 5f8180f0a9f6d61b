import { describe, expect, it } from "vitest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, refusal } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { attestStep, moveStep, removeStep } from "./commands/arrange";
import { addStep, editStep } from "./commands/edit";
import { assignStep, setDue, setNote } from "./commands/plan-work";
import { finishStep, startStep } from "./commands/state";
import { getStep } from "./queries/get";
import { listSteps } from "./queries/list";

const order = async (w: World, environment?: string) =>
  (await answer(listSteps, w.viewer, { upgrade: w.key, ...(environment && { environment }) })).steps.map(
    (step) => step.code,
  );

const seen = async (w: World, environment: string | null, code: string) => {
  const { id, version } = await stepOf(w.key, environment, code);
  return { upgrade: w.key, step: id, version };
};

describe("A step a lead adds", () => {
  it("stands behind the step it was put behind, counts in its gate and is named apart from the playbook's", async () => {
    const w = await world();
    await openDev(w);
    const [check, migrate] = [await stepOf(w.key, "dev", "D-01"), await stepOf(w.key, "dev", "D-03")];
    const added = await execute(addStep, w.lead, {
      upgrade: w.key,
      environment: "dev",
      title: "Freeze writes",
      after: check.id,
      predecessors: [check.id],
      part: "prepare",
      gate: "entry",
      evidenceRequired: "note",
    });
    expect(added).toMatchObject({ code: "E-1", version: 1 });
    expect(await order(w, "dev")).toEqual(["D-01", "E-1", "D-02", "D-03", "D-05"]);
    await expectSettled(w.key);
    const gate = await reader.gate.findFirstOrThrow({
      where: { kind: "entry", environment: { key: "dev", upgrade: { key: w.key } } },
    });
    expect(gate).toMatchObject({ state: "shut", blockerCount: 1 });
    await execute(addStep, w.lead, {
      upgrade: w.key,
      environment: "dev",
      title: "Last",
      predecessors: [migrate.id],
    });
    expect(await order(w, "dev")).toEqual(["D-01", "E-1", "D-02", "D-03", "D-05", "E-2"]);
    expect(await stepOf(w.key, "dev", "E-2")).toMatchObject({
      phase: "data",
      phaseTitle: "Data",
      reason: "Omar added it.",
    });
    await expectSettled(w.key);
  });

  it("says what a forecast reckons with: what it takes longer with, needs for itself, and that it runs by itself", async () => {
    const w = await world();
    const step = { upgrade: w.key, environment: "dev", title: "Copy the data" };
    const { id, version } = await execute(addStep, w.lead, {
      ...step,
      scalesWith: "bytes",
      exclusive: "disk",
      unattended: true,
    });
    const read = () => answer(getStep, w.viewer, { upgrade: w.key, step: id });
    expect(await read()).toMatchObject({ scalesWith: "bytes", exclusive: "disk", unattended: true });
    const edit = { upgrade: w.key, step: id, version, scalesWith: null, exclusive: " ", unattended: false };
    await execute(editStep, w.lead, edit);
    expect(await read()).toMatchObject({ scalesWith: null, exclusive: null, unattended: false });
    const wrong = { ...step, scalesWith: "moons" as never };
    await expect(execute(addStep, w.lead, wrong)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("of the plan is needed by the gate it names, and can be waited for by any environment", async () => {
    const w = await world();
    const added = await execute(addStep, w.lead, {
      upgrade: w.key,
      title: "Order the window",
      neededBy: "pre_prod.entry",
      part: "prepare",
    });
    await expectSettled(w.key);
    const edit = { ...(await seen(w, "prod", "D-01")), predecessors: [added.id] };
    await execute(editStep, w.lead, edit);
    await expect(act(w, w.engineer, startStep, "prod", "D-01")).rejects.toMatchObject(
      refusal("predecessor_open"),
    );
    await act(w, w.engineer, finishStep, null, "E-1");
    await act(w, w.engineer, startStep, "prod", "D-01");
    await expectSettled(w.key);
  });

  it("is refused to engineers, in environments that are not there, behind steps of another list, and with a gate of another environment", async () => {
    const w = await world();
    const add = { upgrade: w.key, environment: "dev", title: "Own" };
    await expect(execute(addStep, w.engineer, add)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(addStep, w.lead, { ...add, environment: "staging" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      execute(addStep, w.lead, { ...add, after: (await stepOf(w.key, "prod", "D-01")).id }),
    ).rejects.toMatchObject(refusal("elsewhere"));
    await expect(
      execute(addStep, w.lead, { ...add, predecessors: [(await stepOf(w.key, "prod", "D-01")).id] }),
    ).rejects.toMatchObject(refusal("elsewhere"));
    await expect(execute(addStep, w.lead, { ...add, neededBy: "prod.entry" })).rejects.toMatchObject(
      refusal("needed_elsewhere"),
    );
    await expect(execute(addStep, w.lead, { ...add, title: "two\nlines" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await order(w, "dev")).toEqual(["D-01", "D-02", "D-03", "D-05"]);
  });

  it("is made once when the same call comes twice with one idempotency key", async () => {
    const w = await world();
    const add = () =>
      execute(
        addStep,
        w.lead,
        { upgrade: w.key, environment: "dev", title: "Own" },
        { idempotencyKey: `k-${w.key}` },
      );
    expect(await add()).toEqual(await add());
    expect(await order(w, "dev")).toHaveLength(5);
  });
});

describe("Editing a step", () => {
  it("changes what it says and asks for, remembers what it said, and moves the gate", async () => {
    const w = await world();
    await openDev(w);
    const edit = {
      ...(await seen(w, "dev", "D-01")),
      title: "Check disk and memory",
      evidenceRequired: "note" as const,
      commands: [{ label: "Disk", run: "df -h {{data_dir}}" }],
    };
    await execute(editStep, w.lead, edit);
    await expectSettled(w.key);
    const gate = await reader.gate.findFirstOrThrow({
      where: { kind: "entry", environment: { key: "dev", upgrade: { key: w.key } } },
    });
    expect(gate.state).toBe("shut");
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { subjectId: edit.step, type: "step.edited" },
    });
    expect(event.data).toMatchObject({
      changes: [
        { field: "title", was: "Check the disk", is: "Check disk and memory" },
        { field: "commands" },
        { field: "evidence", was: "none", is: "note" },
      ],
    });
    await expect(execute(editStep, w.lead, edit)).rejects.toMatchObject({ code: "version_conflict" });
    await expect(execute(editStep, w.lead, { ...edit, version: edit.version + 1 })).rejects.toMatchObject(
      refusal("unchanged"),
    );
  });

  it("refuses a circle and names it", async () => {
    const w = await world();
    const last = await stepOf(w.key, "dev", "D-05");
    await expect(
      execute(editStep, w.lead, { ...(await seen(w, "dev", "D-02")), predecessors: [last.id] }),
    ).rejects.toMatchObject({
      code: "refused",
      message: "Steps would wait for each other in a circle: D-02 → D-05 → D-03 → D-02.",
    });
    expect(
      await reader.stepPredecessor.count({
        where: { step: { code: "D-02", environment: { key: "dev", upgrade: { key: w.key } } } },
      }),
    ).toBe(1);
  });
});

describe("The order of a list", () => {
  it("changes for everybody when a lead moves a step, and only within its list", async () => {
    const w = await world();
    const check = await stepOf(w.key, "dev", "D-01");
    await execute(moveStep, w.lead, { ...(await seen(w, "dev", "D-05")), after: check.id });
    expect(await order(w, "dev")).toEqual(["D-01", "D-05", "D-02", "D-03"]);
    await execute(moveStep, w.lead, { ...(await seen(w, "dev", "D-03")), after: null });
    expect(await order(w, "dev")).toEqual(["D-03", "D-01", "D-05", "D-02"]);
    expect(await order(w, "prod")).toEqual(["D-01", "D-02", "D-03", "D-05"]);
    const foreign = await stepOf(w.key, "prod", "D-01");
    await expect(
      execute(moveStep, w.lead, { ...(await seen(w, "dev", "D-03")), after: foreign.id }),
    ).rejects.toMatchObject(refusal("elsewhere"));
    const itself = await seen(w, "dev", "D-03");
    await expect(execute(moveStep, w.lead, { ...itself, after: itself.step })).rejects.toMatchObject(
      refusal("behind_itself"),
    );
  });
});

describe("Removing a step", () => {
  it("joins what it stood between, and is for added steps without work only", async () => {
    const w = await world();
    const [check, dump] = [await stepOf(w.key, "dev", "D-01"), await stepOf(w.key, "dev", "D-02")];
    const added = await execute(addStep, w.lead, {
      upgrade: w.key,
      environment: "dev",
      title: "Between",
      predecessors: [check.id],
    });
    await execute(editStep, w.lead, {
      upgrade: w.key,
      step: dump.id,
      version: dump.version,
      predecessors: [added.id],
    });
    const remove = { upgrade: w.key, step: added.id, version: 1, reason: "Not needed after all" };
    await expect(execute(removeStep, w.engineer, remove)).rejects.toMatchObject({ code: "forbidden" });
    await execute(removeStep, w.lead, remove);
    await expectSettled(w.key);
    expect(await reader.stepPredecessor.findMany({ where: { stepId: dump.id } })).toEqual([
      { stepId: dump.id, predecessorId: check.id },
    ]);
    await expect(execute(removeStep, w.lead, remove)).rejects.toMatchObject({ code: "not_found" });

    const worked = await execute(addStep, w.lead, {
      upgrade: w.key,
      environment: "dev",
      title: "Worked on",
      gate: "entry",
    });
    await act(w, w.engineer, startStep, "dev", worked.code);
    await expect(
      execute(removeStep, w.lead, { ...remove, step: worked.id, version: 2 }),
    ).rejects.toMatchObject(refusal("has_work"));
    await expect(
      execute(removeStep, w.lead, { ...(await seen(w, "dev", "D-03")), reason: "x" }),
    ).rejects.toMatchObject(refusal("of_playbook"));
  });
});

describe("Who does a step, until when, and what to remember", () => {
  it("is set on the version that was seen and tells the assignee", async () => {
    const w = await world();
    await execute(assignStep, w.lead, { ...(await seen(w, "dev", "D-01")), assigneeId: w.engineer.id });
    expect(await reader.notification.findMany({ where: { userId: w.engineer.id } })).toMatchObject([
      {
        kind: "assigned",
        title: "Omar assigned D-01 “Check the disk” to you",
        href: `/u/${w.key}/e/dev/checklist?step=D-01`,
      },
    ]);
    await expect(
      execute(assignStep, w.lead, { ...(await seen(w, "dev", "D-01")), assigneeId: w.viewer.id }),
    ).rejects.toMatchObject(refusal("cannot_work"));
    await expect(
      execute(assignStep, w.lead, { ...(await seen(w, "dev", "D-01")), assigneeId: w.outsider.id }),
    ).rejects.toMatchObject(refusal("not_a_member"));
    const stale = await seen(w, "dev", "D-01");
    await execute(setDue, w.engineer, { ...stale, dueAt: "2026-01-01T00:00:00Z" });
    await expect(execute(setNote, w.engineer, { ...stale, note: "x" })).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { dueAt: "2026-01-01T00:00:00.000Z" } },
    });
    await execute(setNote, w.engineer, { ...(await seen(w, "dev", "D-01")), note: "Ask Sam first" });
    await execute(assignStep, w.lead, { ...(await seen(w, "dev", "D-01")), assigneeId: null });
    expect(await stepOf(w.key, "dev", "D-01")).toMatchObject({
      assigneeId: null,
      note: "Ask Sam first",
      version: 5,
    });
    const { steps } = await answer(listSteps, w.viewer, { upgrade: w.key, environment: "dev" });
    expect(steps[0]).toMatchObject({ code: "D-01", late: true, dueAt: "2026-01-01T00:00:00.000Z" });
    await expectSettled(w.key);
  });
});

describe("Attesting a reading", () => {
  it("is each member's own word, once, and counts in the gate that needs it", async () => {
    const w = await world();
    const { id: step } = await stepOf(w.key, null, "P-02");
    const mine = { upgrade: w.key, step };
    await expect(execute(attestStep, w.viewer, mine)).rejects.toMatchObject({ code: "forbidden" });
    for (const who of [w.lead, w.engineer, w.manager]) await execute(attestStep, who, mine);
    await expect(execute(attestStep, w.lead, mine)).rejects.toMatchObject(refusal("already_attested"));
    await expectSettled(w.key);
    const row = (await answer(listSteps, w.lead, { upgrade: w.key })).steps.find(
      (one) => one.code === "P-02",
    );
    expect(row?.attestation).toEqual({ attested: 3, of: 4, byMe: true });
    const { id: other } = await stepOf(w.key, "dev", "D-01");
    await expect(execute(attestStep, w.lead, { upgrade: w.key, step: other })).rejects.toMatchObject(
      refusal("not_attested"),
    );
  });
});
