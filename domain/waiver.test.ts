import { describe, expect, it } from "vitest";
import { type Blocker, type BlockerKind, blocker, blockerKinds } from "./blocker";
import {
  decideWaiverApproval,
  decideWaiverEnd,
  decideWaiverRequest,
  isActive,
  type Waiver,
  waiverState,
} from "./waiver";

const now = new Date("2026-11-20T12:00:00.000Z");
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

const waiver = (facts: Partial<Waiver> = {}): Waiver => ({
  id: "w1",
  blockerKey: "test_failed:c1",
  reason: "Known defect, fixed in the next update",
  requestedById: "ines",
  approvedById: null,
  expiresAt: days(7),
  endedAt: null,
  ...facts,
});

function problem(kind: BlockerKind = "test_failed"): Blocker {
  const subject = { type: "test_case" as const, id: "c1", code: "TC-1", environmentId: "pre" };
  return blocker(kind, {
    title: "Test TC-1 fails",
    detail: "",
    since: null,
    subject,
    clearedBy: { people: [], roles: [] },
  });
}

const codes = (verdict: { ok: true } | { ok: false; refusals: readonly { code: string }[] }) =>
  verdict.ok ? [] : verdict.refusals.map(({ code }) => code);

const request = (facts: Partial<Parameters<typeof decideWaiverRequest>[0]> = {}) =>
  codes(
    decideWaiverRequest({
      blocker: problem(),
      reason: "Known",
      expiresAt: days(7),
      now,
      waivers: [],
      ...facts,
    }),
  );

describe("a waiver", () => {
  it("is asked for with a reason, for a blocker that is there, once", () => {
    expect(request()).toEqual([]);
    expect(request({ blocker: null })).toEqual(["no_such_blocker"]);
    expect(request({ reason: " " })).toEqual(["reason_missing"]);
    expect(request({ waivers: [waiver()] })).toEqual(["already_asked"]);
    expect(request({ waivers: [waiver({ endedAt: now })] })).toEqual([]);
    expect(request({ waivers: [waiver({ approvedById: "omar", expiresAt: days(-1) })] })).toEqual([]);
  });

  it("ends, and within 90 days", () => {
    expect(request({ expiresAt: now })).toEqual(["already_over"]);
    expect(request({ expiresAt: new Date(Number.NaN) })).toEqual(["already_over"]);
    expect(request({ expiresAt: days(90) })).toEqual([]);
    expect(request({ expiresAt: days(90.01) })).toEqual(["too_long"]);
  });

  it("never stands for a signature", () => {
    const never = blockerKinds.filter((kind) => request({ blocker: problem(kind) }).includes("not_waivable"));
    expect(never.sort()).toEqual([
      "entry_shut",
      "previous_exit_unsigned",
      "previous_upgrade_unsigned",
      "sign_off_rejected",
      "signature_stale",
    ]);
  });

  it("needs a second person, who is lead or manager", () => {
    const approve = (id: string, roles: ("lead" | "manager" | "engineer")[], facts: Partial<Waiver> = {}) =>
      codes(decideWaiverApproval({ waiver: waiver(facts), actor: { id, roles }, now }));
    expect(approve("omar", ["lead"])).toEqual([]);
    expect(approve("ines", ["lead"])).toEqual(["second_person"]);
    expect(approve("lee", ["engineer"])).toEqual(["wrong_role"]);
    expect(approve("omar", ["manager"], { expiresAt: now })).toEqual(["wrong_state"]);
    expect(approve("omar", ["manager"], { approvedById: "priya" })).toEqual(["wrong_state"]);
  });

  it("is active from approval until the moment it expires or is ended", () => {
    const approved = waiver({ approvedById: "omar" });
    expect(isActive(waiver(), now)).toBe(false);
    expect(isActive(approved, days(6.99))).toBe(true);
    expect(isActive(approved, days(7))).toBe(false);
    expect(waiverState({ ...approved, endedAt: now }, now)).toBe("ended");
    expect(waiverState(waiver({ endedAt: now }), now)).toBe("declined");
    expect(waiverState(waiver(), days(8))).toBe("expired");
  });

  it("is ended with a reason by leads and managers; who asked may take the request back", () => {
    const end = (facts: Partial<Parameters<typeof decideWaiverEnd>[0]>) =>
      decideWaiverEnd({
        waiver: waiver(),
        actor: { id: "omar", roles: ["lead"] },
        reason: "Fixed",
        now,
        ...facts,
      });
    expect(end({})).toEqual({ ok: true, becomes: "declined" });
    expect(end({ waiver: waiver({ approvedById: "priya" }) })).toEqual({ ok: true, becomes: "ended" });
    const ines = { id: "ines", roles: ["engineer" as const] };
    expect(end({ actor: ines }).ok).toBe(true);
    expect(codes(end({ actor: ines, waiver: waiver({ approvedById: "priya" }) }))).toEqual(["wrong_role"]);
    expect(codes(end({ reason: "" }))).toEqual(["reason_missing"]);
    expect(codes(end({ waiver: waiver({ endedAt: now }) }))).toEqual(["wrong_state"]);
  });
});
