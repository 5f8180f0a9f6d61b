import { describe, expect, it } from "vitest";
import { decideAppointLead, keepsALead } from "./member";
import { decideDisable, keepsAnAdmin, linkState } from "./person";

const admin = { id: "a", isAdmin: true, disabled: false };
const other = { id: "b", isAdmin: true, disabled: true };
const plain = { id: "c", isAdmin: false, disabled: false };

describe("Admins", () => {
  it("always keep one who can sign in: a disabled one does not count", () => {
    expect(keepsAnAdmin([admin, other, plain], { ...admin, isAdmin: false })).toMatchObject({
      ok: false,
      refusals: [{ code: "last_admin" }],
    });
    expect(keepsAnAdmin([admin, { ...other, disabled: false }], { ...admin, isAdmin: false })).toEqual({
      ok: true,
    });
  });

  it("disable others, once, and not themselves", () => {
    expect(decideDisable([admin, plain], "a", plain)).toEqual({ ok: true });
    expect(decideDisable([admin, plain], "a", admin)).toMatchObject({ refusals: [{ code: "own_account" }] });
    expect(decideDisable([admin, other], "a", other)).toMatchObject({
      refusals: [{ code: "already_disabled" }],
    });
    expect(decideDisable([admin, plain], null, admin)).toMatchObject({ refusals: [{ code: "last_admin" }] });
  });
});

describe("An upgrade", () => {
  const lead = { userId: "l", roles: ["lead", "engineer"] as const, disabled: false };
  const gone = { userId: "g", roles: ["lead"] as const, disabled: true };
  const engineer = { userId: "e", roles: ["engineer"] as const, disabled: false };

  it("keeps its last lead who can sign in", () => {
    expect(keepsALead([lead, gone, engineer], "l", null)).toMatchObject({ ok: false });
    expect(keepsALead([lead, gone, engineer], "l", ["engineer"])).toMatchObject({ ok: false });
    expect(keepsALead([lead, gone, engineer], "l", ["lead"])).toEqual({ ok: true });
    expect(keepsALead([lead, engineer], "e", null)).toEqual({ ok: true });
  });

  it("is given a lead by an admin only when none is left", () => {
    expect(decideAppointLead([lead])).toMatchObject({ refusals: [{ code: "has_a_lead" }] });
    expect(decideAppointLead([gone, engineer])).toEqual({ ok: true });
    expect(keepsALead([gone, engineer], "g", null)).toEqual({ ok: true });
  });
});

describe("A one-time link", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const link = { usedAt: null, revokedAt: null, expiresAt: new Date("2026-11-23T12:00:01Z") };
  it("opens until it was used, withdrawn or is too old", () => {
    expect(linkState(link, now)).toBe("open");
    expect(linkState(link, link.expiresAt)).toBe("expired");
    expect(linkState({ ...link, revokedAt: now }, now)).toBe("revoked");
    expect(linkState({ ...link, usedAt: now, revokedAt: now }, link.expiresAt)).toBe("used");
  });
});
