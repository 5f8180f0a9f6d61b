import { beforeAll, describe, expect, it } from "vitest";
import { verifyAll } from "@/features/audit/queries/verify-all";
import { listForecasts } from "@/features/forecast/queries/kept";
import { getGate } from "@/features/gates/queries/get";
import { getHome } from "@/features/home/queries/home";
import { getItem } from "@/features/inventory/queries/lists";
import { getParity } from "@/features/rehearsal/queries/parity";
import { listRuns } from "@/features/rehearsal/queries/runs";
import { getStep } from "@/features/steps/queries/get";
import { importInbox } from "@/features/test-imports/queries/imports";
import { viewUpgrade } from "@/features/upgrades/queries";
import { proposeWindows } from "@/features/window/queries/proposals";
import { listWindows } from "@/features/window/queries/windows";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { stepOf } from "@/scripts/testing/world";
import type { Cast } from "./people";
import { seedStory } from "./story";

const today = new Date();
let people: Cast;
beforeAll(async () => {
  people = (await seedStory({ today })).people;
}, 180_000);

const gate = (environment: string, kind: "entry" | "exit") =>
  answer(getGate, people.omar, { upgrade: "APIM-45", environment, gate: kind });

describe("The sample story", () => {
  it("stands where the tour says: two environments signed off, pre-prod verifying, prod locked", async () => {
    const { environments } = await answer(viewUpgrade, people.omar, { upgrade: "APIM-45" });
    expect(environments.map(({ key, status }) => [key, status])).toEqual([
      ["test-setup", "signed_off"],
      ["dev", "signed_off"],
      ["pre-prod", "verifying"],
      ["prod", "locked"],
    ]);
  });

  it("keeps pre-prod shut for reasons of many kinds", async () => {
    const exit = await gate("pre-prod", "exit");
    expect(exit.state).toBe("shut");
    expect(exit.blockerKinds).toEqual({
      test_failed: 2,
      step_blocked: 1,
      health_exceeded: 1,
      count_different: 1,
      health_unknown: 1,
      signature_stale: 1,
      execution_stale: 1,
      evidence_missing: 1,
      item_open: 1,
      skip_unconfirmed: 1,
      condition_open: 1,
      step_open: 6,
      test_not_run: 2,
    });
    const titles = exit.blockers.map(({ title }) => title).join("\n");
    expect(titles).toContain("612, needs ≥ 800 requests/s");
    expect(titles).toContain("Priya Nair's signature on Pre-prod entry is stale");
    expect(exit.blockers.find(({ kind }) => kind === "signature_stale")?.detail).toContain(
      "Row counts corrected",
    );
    const day = 24 * 3600 * 1000;
    const ends = exit.waived.map(({ waiver }) => new Date(waiver.expiresAt).getTime() - today.getTime());
    expect(ends).toHaveLength(1);
    expect(ends.every((left) => left > day && left < 3 * day)).toBe(true);
  });

  it("has rehearsed: a pilot that failed, one that did not, and what the go/no-go still asks for", async () => {
    const at = { upgrade: "APIM-45" };
    const { runs } = await answer(listRuns, people.tomas, at);
    expect(runs.map(({ number, outcome, deviations }) => [number, outcome, deviations])).toEqual([
      [2, "succeeded", 1],
      [1, "aborted", 1],
    ]);
    const [second, first] = runs;
    expect(first?.backOut?.endedAt).toBeTruthy();
    expect(second).toMatchObject({ minutes: 595, interruptedMinutes: 35 });
    const { lines } = await answer(getParity, people.tomas, at);
    const inState = (wanted: string) => lines.filter(({ state }) => state === wanted).map(({ key }) => key);
    expect(inState("different")).toEqual(["balancer"]);
    expect(inState("accepted")).toEqual(["database.bytes", "database.rows", "nodes", "nodes.profiles"]);
    expect(inState("unknown")).toEqual([]);
    const { forecasts } = await answer(listForecasts, people.tomas, at);
    expect(forecasts.map(({ environment, took }) => [environment.key, took?.within ?? null])).toEqual([
      ["prod", null],
      ["pre-prod", expect.stringMatching(/^p/)],
    ]);
    // The window is long enough, so nothing of it is asked for but that it begins.
    const { blockerKinds } = await gate("prod", "entry");
    expect(blockerKinds).not.toHaveProperty("forecast_over");
    expect(blockerKinds).toMatchObject({
      parity_open: 1,
      back_out_missing: 1,
      window_ahead: 1,
    });
    const { windows } = await answer(listWindows, people.tomas, at);
    expect(windows).toMatchObject([{ state: "booked", phase: "ahead", conflicts: [] }]);
    const found = await answer(proposeWindows, people.tomas, { ...at, environment: "prod" });
    expect(found.missing).toBeNull();
    expect(found.proposals.length).toBeGreaterThan(0);
  });

  it("leaves people who can still sign: nobody has to sign what they did", async () => {
    const open = [...(await gate("pre-prod", "exit")).slots, ...(await gate("prod", "entry")).slots];
    for (const slot of open) expect(slot.can.length).toBeGreaterThanOrEqual(slot.missing);
    // Omar's first signature of Dev, which he replaced, and Priya's of pre-prod's entry.
    expect(await reader.signOff.count({ where: { staleAt: { not: null } } })).toBe(2);
  });

  it("has late steps, a result nobody knows, and a home that says what holds it back", async () => {
    const late = await reader.step.count({
      where: { upgrade: { key: "APIM-45" }, state: { in: ["todo", "doing"] }, dueAt: { lt: today } },
    });
    expect(late).toBeGreaterThanOrEqual(3);
    const inbox = await answer(importInbox, people.omar, { upgrade: "APIM-45" });
    expect(inbox.items.map(({ name }) => name)).toEqual(["Webhook callbacks are retried"]);
    const { environments } = await answer(getHome, people.hana, { upgrade: "APIM-45" });
    expect(environments.find(({ key }) => key === "pre-prod")?.sentence).toContain("2 tests failing");
  });

  it("links its decision, its risk and its support case with what they are about, both ways", async () => {
    for (const [code, leads] of [
      ["DE-1", ["P-02", "P-03"]],
      ["RI-1", ["G-03", "NO-1", "UC-19"]],
      ["SC-1", ["P-01", "D-23"]],
    ] as const) {
      const { references } = await answer(getItem, people.lee, { upgrade: "APIM-45", item: code });
      expect(references.map((one) => one.code)).toEqual(leads);
      expect(references.filter(({ gone }) => gone)).toEqual([]);
    }
    const { id } = await stepOf("APIM-45", "prod", "G-03");
    const step = await answer(getStep, people.lee, { upgrade: "APIM-45", step: id });
    expect(step.namedBy).toMatchObject([{ code: "RI-1", list: "Risks" }]);
  });

  it("has two more upgrades: one that has just begun and one that is finished and archived", async () => {
    const begun = await answer(viewUpgrade, people.lee, { upgrade: "PG-18" });
    expect(begun.archivedAt).toBeNull();
    expect(new Set(begun.environments.map(({ status }) => status))).toEqual(new Set(["locked"]));
    const finished = await answer(viewUpgrade, people.omar, { upgrade: "PG-17" });
    expect(finished.archivedAt).not.toBeNull();
    expect(finished.environments.map(({ status }) => status)).toEqual(["signed_off", "signed_off"]);
  });

  it("lies in the past, whatever the hour it is opened at", async () => {
    const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
    const last = await reader.auditEvent.findFirstOrThrow({ orderBy: { at: "desc" } });
    expect(last.at.getTime()).toBeLessThan(midnight);
  });

  it("is told in the order of time, and steps take about as long as was planned, in the pilot two thirds of it", async () => {
    const backwards = await reader.$queryRaw`
      SELECT chain, seq, type FROM (SELECT chain, seq, type, at, lag(at) OVER (PARTITION BY chain ORDER BY seq) AS before FROM "AuditEvent") e
      WHERE before > at`;
    expect(backwards).toEqual([]);
    const steps = await reader.step.findMany({
      where: { state: "done", plannedMinutes: { not: null } },
      select: {
        code: true,
        startedAt: true,
        finishedAt: true,
        plannedMinutes: true,
        part: true,
        environment: { select: { kind: true } },
      },
    });
    const minutes = ({ startedAt, finishedAt }: (typeof steps)[number]) =>
      ((finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)) / 60_000;
    expect(steps.filter((one) => minutes(one) < 1).map(({ code }) => code)).toEqual([]);
    const between = (low: number, high: number, some: typeof steps) =>
      some.filter((one) => {
        const share = minutes(one) / (one.plannedMinutes ?? 0);
        return share > low && share < high;
      }).length / some.length;
    const inPilot = ({ part, environment }: (typeof steps)[number]) =>
      part === "migrate" && environment?.kind === "pre_prod";
    expect(
      between(
        0.6,
        1.5,
        steps.filter((one) => !inPilot(one)),
      ),
    ).toBeGreaterThan(0.95);
    expect(between(0.4, 0.95, steps.filter(inPilot))).toBe(1);
  });

  it("holds together: everything derived is what follows from its facts, and every history verifies", async () => {
    for (const key of ["APIM-45", "PG-18", "PG-17"]) await expectSettled(key, today);
    const reports = [];
    for await (const { name, report } of verifyAll(reader, today))
      reports.push({ name, fault: report.fault });
    expect(reports).toHaveLength(4);
    expect(reports.filter(({ fault }) => fault !== null)).toEqual([]);
  });
});
