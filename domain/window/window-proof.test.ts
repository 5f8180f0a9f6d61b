import { describe, expect, it } from "vitest";
import type { EnvironmentFacts } from "../environment";
import { evaluateGate } from "../gate";
import { facts, signOff } from "../gate.fixture";
import { decideSign } from "../sign-off";
import { type WindowFacts, windowProofs } from "./window-proof";

const time = (iso: string) => new Date(iso);
const before = time("2026-12-12T20:59:59Z");
const [start, end] = [time("2026-12-12T21:00:00Z"), time("2026-12-13T03:00:00Z")];
const prod: EnvironmentFacts = {
  id: "prod",
  name: "Prod",
  kind: "prod",
  position: 2,
  startedAt: null,
  changedAt: null,
};
const window = { environmentId: "prod", start, end, plannedEnd: end };
const booked: WindowFacts = { required: true, windows: [window] };
const proofAt = (now: Date, more: Partial<EnvironmentFacts> = {}, given: WindowFacts = booked) =>
  windowProofs(given, { ...prod, ...more }, now)[0];

describe("The change window and production's entry", () => {
  it("is not asked where the rules don't, nor of another environment", () => {
    expect(windowProofs({ ...booked, required: false }, prod, start)).toEqual([]);
    expect(windowProofs(booked, { ...prod, kind: "pre_prod" }, start)).toEqual([]);
  });

  it("is missing until one is booked for production itself", () => {
    const missing = { met: false, kind: "window_missing", title: "Prod has no change window", until: null };
    expect(proofAt(before, {}, { required: true, windows: [] })).toMatchObject(missing);
    const elsewhere = { required: true, windows: [{ ...window, environmentId: "dev" }] };
    expect(proofAt(before, {}, elsewhere)).toMatchObject(missing);
  });

  it("opens when the window begins and shuts when it ends, each told as the time of the next change", () => {
    expect(proofAt(before)).toMatchObject({ met: false, kind: "window_ahead", until: start });
    expect(proofAt(start)).toMatchObject({ met: true, until: end });
    expect(proofAt(end)).toMatchObject({ met: false, kind: "window_missing", since: end, until: null });
  });

  it("freezes nothing once work has begun, and binds the signature to the window it began in", () => {
    const later = {
      environmentId: "prod",
      start: time("2026-12-19T21:00:00Z"),
      end: time("2026-12-20T03:00:00Z"),
      plannedEnd: time("2026-12-20T03:00:00Z"),
    };
    const extended = { ...window, end: time("2026-12-13T05:00:00Z") };
    const signed = proofAt(start)?.facts;
    const begun = { startedAt: time("2026-12-12T21:05:00Z") };
    for (const windows of [[window], [extended], [extended, later]])
      expect(proofAt(time("2026-12-14T00:00:00Z"), begun, { required: true, windows })).toMatchObject({
        met: true,
        until: null,
        facts: signed,
      });
    expect(signed).toEqual([
      { subject: "the change window", value: "2026-12-12T21:00:00.000Z to 2026-12-13T03:00:00.000Z" },
    ]);
  });

  it("binds the signature: another time has to be signed again", () => {
    const moved = { required: true, windows: [{ ...window, start: time("2026-12-12T22:00:00Z") }] };
    expect(proofAt(before, {}, moved)?.facts).not.toEqual(proofAt(before)?.facts);
  });

  it("lets people sign before it begins; the gate opens by itself at that moment", () => {
    const at = (now: Date, signOffs: ReturnType<typeof signOff>[] = []) => {
      const given = facts({
        gate: "entry",
        environment: prod,
        proofs: windowProofs(booked, prod, now),
        signOffs,
      });
      return { given, gate: evaluateGate(given, now) };
    };
    const { given, gate } = at(before);
    expect(gate).toMatchObject({ state: "ready", validUntil: start });
    expect(gate.blockers.map(({ kind }) => kind)).toEqual(["window_ahead"]);
    const [slot] = given.slots;
    const sign = decideSign(
      {
        gate: "Prod entry",
        actor: { id: "somebody", roles: slot ? [slot.role] : [] },
        work: { steps: 0, executions: 0 },
        doersMaySign: false,
        slots: given.slots,
        signOffs: [],
        blockers: gate.blockers,
        now: before,
      },
      { decision: "approve", meaning: "approved", statement: "", conditions: [] },
    );
    expect(sign).toEqual({ ok: true });
    const signed = [signOff()];
    expect(at(before, signed).gate.state).toBe("shut");
    expect(at(start, signed).gate.state).toBe("open");
    expect(at(end, signed).gate.state).toBe("shut");
  });
});
