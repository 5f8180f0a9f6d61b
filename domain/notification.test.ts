import { describe, expect, it } from "vitest";
import { type BlockerKind, blocker } from "./blocker";
import { type GateChange, tellAssigned, tellGate, tellMentioned } from "./notification";
import type { Member } from "./role";

const member = (id: string, ...roles: Member["roles"][number][]): Member => ({ id, name: id, roles });
const members = [
  member("ines", "engineer"),
  member("omar", "lead"),
  member("priya", "manager"),
  member("vic", "viewer"),
];

function open(kind: BlockerKind, id: string, ...people: string[]) {
  const subject = { type: "step" as const, id, code: null, environmentId: null };
  return blocker(kind, { title: "", detail: "", since: null, subject, clearedBy: { people, roles: [] } });
}

function told(change: Partial<GateChange>): string[] {
  const facts: GateChange = {
    actorId: "ines",
    members,
    before: { state: "shut", blockerKeys: new Set() },
    after: { state: "shut", blockers: [] },
    canSign: [],
    wentStale: [],
    ...change,
  };
  return tellGate(facts).map(({ userId, kind }) => `${userId}: ${kind}`);
}

describe("notifications", () => {
  it("tell whoever was assigned or mentioned, but nobody what they did themselves", () => {
    expect(tellAssigned({ actorId: "ines", assigneeId: "omar" })).toEqual([
      { userId: "omar", kind: "assigned" },
    ]);
    expect(tellAssigned({ actorId: "ines", assigneeId: "ines" })).toEqual([]);
    expect(tellAssigned({ actorId: "ines", assigneeId: null })).toEqual([]);
    const mentioned = ["omar", "ines", "priya", "omar"];
    expect(tellMentioned({ actorId: "ines", mentioned, mentionedBefore: ["priya"] })).toEqual([
      { userId: "omar", kind: "mentioned" },
    ]);
  });

  it("ask for signatures once nothing blocks, of those who can sign", () => {
    const after = { state: "ready" as const, blockers: [] };
    expect(told({ after, canSign: ["omar", "priya"] })).toEqual([
      "omar: signature_wanted",
      "priya: signature_wanted",
    ]);
    const before = { state: "ready" as const, blockerKeys: new Set<string>() };
    expect(told({ before, after, canSign: ["omar"] })).toEqual([]);
  });

  it("tell who works in the upgrade that a gate opened", () => {
    expect(told({ actorId: "omar", after: { state: "open", blockers: [] } })).toEqual(["ines: gate_opened"]);
  });

  it("tell people of new blockers they can clear, each person once", () => {
    const blockers = [
      open("test_failed", "1", "omar"),
      open("step_blocked", "2", "omar", "gone"),
      open("step_open", "3", "priya"),
      open("signature_stale", "4", "priya"),
    ];
    const before = { state: "shut" as const, blockerKeys: new Set(["step_open:3"]) };
    expect(told({ before, after: { state: "shut", blockers } })).toEqual(["omar: blocker_mine"]);
  });

  it("tell signers that their signature went stale, even by their own change", () => {
    expect(told({ actorId: "omar", wentStale: ["omar", "priya"] })).toEqual([
      "omar: signature_stale",
      "priya: signature_stale",
    ]);
  });
});
