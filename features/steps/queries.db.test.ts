import { describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/commands";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts } from "@/scripts/testing/facts";
import { act, openDev, proveStep } from "@/scripts/testing/steps";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { moveStep, removeStep } from "./commands/arrange";
import { addStep } from "./commands/edit";
import { setNote } from "./commands/plan-work";
import { blockStep, finishStep, skipStep, startStep } from "./commands/state";
import { getStep } from "./queries/get";
import { stepHistory } from "./queries/history";
import { listSteps } from "./queries/list";
import { listStepsOutput, stepDetails, stepHistoryOutput } from "./schema/reading";

const list = (
  w: World,
  more: { environment?: string; since?: number; ids?: string } = { environment: "dev" },
  who: Person = w.viewer,
) => answer(listSteps, who, { upgrade: w.key, ...more });
const look = async (w: World, who: Person, environment: string | null, code: string) =>
  answer(getStep, who, { upgrade: w.key, step: (await stepOf(w.key, environment, code)).id });

describe("A checklist", () => {
  it("says of every step where it stands, what it lacks and why it can't be started", async () => {
    const w = await world();
    const shut = await list(w);
    expect(listStepsOutput.parse(shut)).toEqual(shut);
    expect(shut).toMatchObject({
      whole: true,
      removed: [],
      environment: { key: "dev", status: "locked", entry: "shut", entryOpen: false, startedAt: null },
    });
    expect(shut.steps.map(({ code, startable, whyNot }) => [code, startable, whyNot])).toEqual([
      ["D-01", true, ""],
      ["D-02", false, "Start D-01 first: “Check the disk” is to do."],
      ["D-03", false, "Start D-02 first: “Dump the database” is to do."],
      ["D-05", false, "Start D-03 first: “Migrate the data” is to do."],
    ]);
    await openDev(w);
    await proveStep(w, w.engineer, "dev", "D-02");
    await execute(addComment, w.lead, {
      upgrade: w.key,
      step: (await stepOf(w.key, "dev", "D-02")).id,
      body: "Careful",
    });
    await act(w, w.engineer, skipStep, "dev", "D-02", { reason: "No data" });
    const open = await list(w);
    expect(open.steps[0]).toMatchObject({
      state: "done",
      doneBy: { id: w.engineer.id, name: "Ines" },
      startable: false,
      whyNot: "",
    });
    expect(open.steps[1]).toMatchObject({
      startable: true,
      evidence: 1,
      evidenceRequired: "file",
      evidenceMissing: false,
      comments: 1,
      predecessors: ["D-01"],
      skipRequest: { by: { name: "Ines" }, reason: "No data" },
      plannedMinutes: 10,
      custom: false,
    });
    expect(open.steps[2]).toMatchObject({ startable: false, predecessors: ["D-02"] });
  });

  it("of the plan has the steps without an environment", async () => {
    const w = await world();
    const plan = await list(w, {});
    expect(plan).toMatchObject({ environment: null, whole: true });
    expect(
      plan.steps.map(({ code, neededBy, evidenceMissing }) => [code, neededBy, evidenceMissing]),
    ).toEqual([
      ["P-01", "first.entry", true],
      ["P-02", "first.exit", false],
    ]);
  });

  it("is there for members only, and for environments that exist", async () => {
    const w = await world();
    await expect(list(w, { environment: "dev" }, w.outsider)).rejects.toMatchObject({ code: "not_found" });
    await expect(list(w, { environment: "staging" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("A checklist that somebody keeps open", () => {
  it("is told only the steps that moved and those that wait for them, wherever the change came from", async () => {
    const w = await world();
    const { seq } = await list(w);
    expect((await list(w, { environment: "dev", since: seq })).steps).toEqual([]);
    await act(w, w.engineer, startStep, "dev", "D-01");
    await act(w, w.engineer, startStep, "pre-prod", "D-01");
    const moved = await list(w, { environment: "dev", since: seq });
    expect(moved.whole).toBe(false);
    expect(moved.steps.map(({ code, state, whyNot }) => [code, state, whyNot])).toEqual([
      ["D-01", "doing", ""],
      ["D-02", "todo", "Finish D-01 first: “Check the disk” is in progress."],
    ]);
    const { id } = await stepOf(w.key, "dev", "D-03");
    await execute(addEvidence, w.engineer, { upgrade: w.key, step: id, text: "3 tables" });
    await execute(addComment, w.engineer, { upgrade: w.key, step: id, body: "Done at night" });
    const proved = await list(w, { environment: "dev", since: moved.seq });
    expect(proved.steps.map(({ code, evidence, comments }) => [code, evidence, comments])).toEqual([
      ["D-03", 1, 1],
      ["D-05", 0, 0],
    ]);
    const proof = await reader.evidence.findFirstOrThrow({ where: { stepId: id } });
    const named = await list(w, { environment: "dev", ids: `${proof.id},nonsense,${w.lead.id}` });
    expect(named.steps.map((step) => step.code)).toEqual(["D-03", "D-05"]);
  });

  it("gets the whole list again when a gate opens, a step comes or one moves, and learns what was removed", async () => {
    const w = await world();
    let { seq } = await list(w);
    await openDev(w);
    const opened = await list(w, { environment: "dev", since: seq });
    expect(opened).toMatchObject({ whole: true, environment: { entryOpen: true } });
    seq = opened.seq;
    const added = await execute(addStep, w.lead, { upgrade: w.key, environment: "dev", title: "Own" });
    const come = await list(w, { environment: "dev", since: seq });
    expect([come.whole, come.steps.length]).toEqual([true, 5]);
    await execute(moveStep, w.lead, { upgrade: w.key, step: added.id, version: 1, after: null });
    expect((await list(w, { environment: "dev", since: come.seq })).steps[0]?.code).toBe("E-1");
    await execute(removeStep, w.lead, { upgrade: w.key, step: added.id, version: 2, reason: "Not needed" });
    expect(await list(w, { environment: "dev", ids: added.id })).toMatchObject({
      whole: false,
      steps: [],
      removed: [added.id],
    });
    await act(w, w.engineer, startStep, "dev", "D-02");
    expect((await list(w, { environment: "prod", since: (await list(w)).seq })).steps).toEqual([]);
  });

  it("follows changes of the plan's steps that its own wait for", async () => {
    const w = await world();
    const plan = await stepOf(w.key, null, "P-02");
    const step = await stepOf(w.key, "dev", "D-01");
    await changeFacts(w.key, (tx) =>
      tx.stepPredecessor.create({ data: { stepId: step.id, predecessorId: plan.id } }),
    );
    const { seq, steps } = await list(w);
    expect(steps[0]).toMatchObject({ code: "D-01", startable: false, predecessors: ["P-02"] });
    await act(w, w.engineer, startStep, null, "P-02");
    const moved = await list(w, { environment: "dev", since: seq });
    expect(moved.steps).toMatchObject([
      { code: "D-01", whyNot: "Finish P-02 first: “Read the guide” is in progress." },
    ]);
  });
});

describe("One step", () => {
  it("fills the environment's variables and names those that are missing", async () => {
    const w = await world();
    const add = {
      upgrade: w.key,
      environment: "dev",
      title: "Own",
      instructions: "Log on to {{db_host}}",
      backOut: "Stop {{service}}",
    };
    const { code } = await execute(addStep, w.lead, {
      ...add,
      commands: [{ label: "Connect", run: "psql -h {{db_host}} -p {{port}}" }],
    });
    await changeFacts(w.key, async (tx) => {
      const { environmentId } = await stepOf(w.key, "dev", "D-01");
      await tx.environmentVariable.create({
        data: { environmentId: environmentId ?? "", name: "db_host", value: "db.dev.example" },
      });
    });
    const step = await look(w, w.viewer, "dev", code);
    expect(stepDetails.parse(step)).toEqual(step);
    expect(step).toMatchObject({
      instructions: { text: "Log on to db.dev.example", missing: [] },
      commands: [{ label: "Connect", run: "psql -h db.dev.example -p {{port}}", missing: ["port"] }],
      backOut: { text: "Stop {{service}}", missing: ["service"] },
      missingVariables: ["port", "service"],
      raw: { instructions: "Log on to {{db_host}}", commands: [{ run: "psql -h {{db_host}} -p {{port}}" }] },
    });
  });

  it("shows its neighbours, its proof, its talk and its history as sentences", async () => {
    const w = await world();
    await openDev(w);
    const { id } = await stepOf(w.key, "dev", "D-02");
    await proveStep(w, w.engineer, "dev", "D-02");
    await execute(addComment, w.manager, { upgrade: w.key, step: id, body: "How large is it?" });
    await act(w, w.engineer, blockStep, "dev", "D-02", { reason: "Disk full" });
    const step = await look(w, w.viewer, "dev", "D-02");
    expect(step).toMatchObject({
      waitsFor: [{ code: "D-01", state: "done", environment: "dev" }],
      leadsTo: [{ code: "D-03", state: "todo", environment: "dev", environmentName: "Dev" }],
      cannotStart: [],
      evidenceItems: [
        {
          name: "dump.log",
          mediaType: "text/plain",
          preview: "text",
          addedBy: { name: "Ines" },
          current: true,
        },
      ],
      commentItems: [{ body: "How large is it?", author: { name: "Priya" } }],
    });
    expect(step.history.map((item) => item.sentence)).toEqual([
      "Ines blocked D-02 “Dump the database”: Disk full",
      "Priya commented on D-02 “Dump the database”: How large is it?",
      "Ines added the file “dump.log” as evidence of D-02 “Dump the database”",
    ]);
    const page = await answer(stepHistory, w.viewer, { upgrade: w.key, step: id, limit: 2 });
    expect(stepHistoryOutput.parse(page)).toEqual(page);
    const rest = await answer(stepHistory, w.viewer, {
      upgrade: w.key,
      step: id,
      limit: 2,
      cursor: page.next ?? "",
    });
    expect([page.items.length, rest.items.map((item) => item.type), rest.next]).toEqual([
      2,
      ["evidence.added"],
      null,
    ]);
  });

  it("says what one can't do with it now, by role and by rule, and what can be undone", async () => {
    const w = await world();
    const locked = await look(w, w.engineer, "dev", "D-02");
    expect(locked.cannotStart.map((reason) => reason.code)).toEqual(["predecessor_open", "gate_shut"]);
    expect(locked.refused).toMatchObject({
      start: expect.stringContaining("The entry gate of Dev is shut"),
      finish: expect.stringContaining("needs a file as evidence"),
      unblock: "D-02 is to do and can't be unblocked.",
      confirmSkip: "Nobody has asked to skip D-02.",
      undo: "Nothing was changed on D-02.",
      edit: "Only leads can edit steps; you are here as engineer.",
      attest: "D-02 “Dump the database” asks nobody to attest anything.",
    });
    for (const possible of [
      "block",
      "skip",
      "assign",
      "setDue",
      "setNote",
      "addEvidence",
      "comment",
    ] as const)
      expect(locked.refused[possible]).toBeUndefined();
    expect((await look(w, w.lead, "dev", "D-02")).refused.remove).toContain("comes from the playbook");
    const seen = await look(w, w.viewer, "dev", "D-01");
    expect(seen.refused).toMatchObject({
      start: "Only leads and engineers can start steps; you are here as viewer.",
      comment: expect.stringContaining("Only leads"),
    });

    await act(w, w.engineer, startStep, "dev", "D-01");
    expect((await look(w, w.engineer, "dev", "D-01")).undoUntil).not.toBeNull();
    expect((await look(w, w.lead, "dev", "D-01")).undoUntil).toBeNull();
    const { id, version } = await stepOf(w.key, "dev", "D-01");
    await execute(setNote, w.engineer, { upgrade: w.key, step: id, version, note: "x" });
    expect((await look(w, w.engineer, "dev", "D-01")).undoUntil).toBeNull();
    await act(w, w.engineer, skipStep, "dev", "D-01", { reason: "x" });
    expect((await look(w, w.engineer, "dev", "D-01")).refused.confirmSkip).toContain(
      "somebody else has to confirm",
    );
    expect((await look(w, w.lead, "dev", "D-01")).refused.confirmSkip).toBeUndefined();
    await act(w, w.engineer, finishStep, "dev", "D-01");
    expect((await look(w, w.engineer, "dev", "D-01")).refused).toMatchObject({
      assign: expect.stringContaining("Reopen it first"),
      setDue: expect.stringContaining("needs no due date"),
    });
  });

  it("does not exist for outsiders, in other upgrades, or once removed; its history stays", async () => {
    const [w, other] = [await world(), await world()];
    const { id: step } = await stepOf(w.key, "dev", "D-01");
    await expect(answer(getStep, w.outsider, { upgrade: w.key, step })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answer(getStep, other.lead, { upgrade: other.key, step })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answer(stepHistory, other.lead, { upgrade: other.key, step })).rejects.toMatchObject({
      code: "not_found",
    });
    const added = await execute(addStep, w.lead, { upgrade: w.key, environment: "dev", title: "Own" });
    await execute(removeStep, w.lead, { upgrade: w.key, step: added.id, version: 1, reason: "Twice" });
    await expect(answer(getStep, w.lead, { upgrade: w.key, step: added.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await answer(stepHistory, w.lead, { upgrade: w.key, step: added.id })).items).toHaveLength(2);
  });
});
