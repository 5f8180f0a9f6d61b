import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Blocker, blocker } from "./blocker";
import type { Member } from "./role";
import {
  currentSignOffs,
  decideSign,
  decideWithdraw,
  type SignCommand,
  type SignFacts,
  type SignOff,
  whoCanSign,
} from "./sign-off";

const now = new Date("2026-11-20T12:00:00.000Z");
const earlier = new Date("2026-11-19T12:00:00.000Z");

function signOff(facts: Partial<SignOff> = {}): SignOff {
  return {
    id: "so1",
    userId: "omar",
    userName: "Omar",
    roles: ["lead"],
    decision: "approve",
    meaning: "approved",
    statement: "",
    signedAt: earlier,
    validUntil: null,
    withdrawnAt: null,
    staleAt: null,
    ...facts,
  };
}

const slots = [
  { id: "lead", role: "lead" as const, count: 1 },
  { id: "manager", role: "manager" as const, count: 2 },
];

function stepBlocker(): Blocker {
  const subject = { type: "step" as const, id: "s1", code: "D-1", environmentId: "pre" };
  return blocker("step_open", {
    title: "",
    detail: "",
    since: null,
    subject,
    clearedBy: { people: [], roles: [] },
  });
}

function sign(facts: Partial<SignFacts> = {}, command: Partial<SignCommand> = {}) {
  const verdict = decideSign(
    {
      gate: "Pre-prod exit",
      actor: { id: "priya", roles: ["manager"] },
      work: { steps: 0, executions: 0 },
      doersMaySign: false,
      slots,
      signOffs: [],
      blockers: [],
      now,
      ...facts,
    },
    { decision: "approve", meaning: "approved", statement: "", conditions: [], ...command },
  );
  return verdict.ok ? "ok" : verdict.refusals.map((refusal) => refusal.message).join(" ");
}

describe("signing a gate", () => {
  it("is open to a member with one of its roles, when nothing blocks", () => {
    expect(sign()).toBe("ok");
    expect(sign({ actor: { id: "x", roles: null } })).toBe("Only members of the upgrade sign its gates.");
    expect(sign({ actor: { id: "x", roles: ["viewer"] } })).toBe(
      "Pre-prod exit is signed by leads and managers. You are not one of them.",
    );
    expect(sign({ slots: [] })).toBe("Pre-prod exit needs no signature.");
  });

  it("is refused while something blocks, but rejecting with a reason is not", () => {
    const blockers = [stepBlocker()];
    expect(sign({ blockers })).toBe(
      "Pre-prod exit is shut by 1 blocker. Clear them first, reject with a reason, or ask for a waiver.",
    );
    expect(sign({ blockers }, { decision: "reject", meaning: null })).toBe("Say why you reject.");
    expect(sign({ blockers }, { decision: "reject", meaning: null, statement: "Too slow" })).toBe("ok");
  });

  it("is not for whoever did the work, unless the upgrade allows it", () => {
    const work = { steps: 14, executions: 1 };
    expect(sign({ work })).toBe(
      "You completed 14 steps and recorded 1 test execution here. Whoever did the work does not sign it.",
    );
    expect(sign({ work, doersMaySign: true })).toBe("ok");
  });

  it("takes one signature per person, and no more than the gate asks for", () => {
    const mine = signOff({ userId: "priya", roles: ["manager"] });
    expect(sign({ signOffs: [mine] })).toBe(
      "You have signed Pre-prod exit already. Withdraw your signature to change it.",
    );
    const others = ["a", "b"].map((userId) => signOff({ id: userId, userId, roles: ["manager"] }));
    expect(sign({ signOffs: others })).toBe("Every manager signature Pre-prod exit needs is there already.");
    expect(sign({ signOffs: others, actor: { id: "p", roles: ["manager", "lead"] } })).toBe("ok");
  });

  it("is possible again for whoever's signature went stale", () => {
    expect(sign({ signOffs: [signOff({ userId: "priya", roles: ["manager"], staleAt: now })] })).toBe("ok");
  });

  it("lets people take back their own rejection by approving, and nobody else's", () => {
    const rejection = signOff({ id: "no", userId: "priya", roles: ["manager"], decision: "reject" });
    const subject = { type: "sign_off" as const, id: "no", code: null, environmentId: "pre" };
    const blockers = [{ ...stepBlocker(), kind: "sign_off_rejected" as const, subject }];
    expect(sign({ signOffs: [rejection], blockers })).toBe("ok");
    expect(sign({ signOffs: [rejection], blockers, actor: { id: "omar", roles: ["lead"] } })).toContain(
      "shut by 1 blocker.",
    );
    // The gate counts two, the refusal says which of them it leaves out.
    expect(sign({ signOffs: [rejection], blockers: [...blockers, stepBlocker()] })).toContain(
      "shut by 1 blocker besides your own rejection.",
    );
  });

  it("says what it means, with conditions exactly where they belong", () => {
    expect(sign({}, { meaning: null })).toBe("Say what your signature means.");
    expect(sign({}, { meaning: "accepted_with_conditions", conditions: [" "] })).toBe(
      "Name at least one condition, or choose another meaning.",
    );
    expect(sign({}, { meaning: "accepted_with_conditions", conditions: ["Renew the certificate"] })).toBe(
      "ok",
    );
    expect(sign({}, { conditions: ["x"] })).toBe("Conditions need the meaning “accepted with conditions”.");
  });
});

describe("the decisions on a gate", () => {
  it("are each person's latest; a withdrawn one leaves nothing behind", () => {
    const first = signOff({ id: "1", staleAt: earlier });
    const second = signOff({ id: "2", signedAt: now });
    expect(currentSignOffs([second, first], now)).toMatchObject({ standing: [{ id: "2" }], stale: [] });
    expect(currentSignOffs([first, { ...second, withdrawnAt: now }], now)).toEqual({
      standing: [],
      stale: [],
      rejections: [],
    });
  });

  it("end with a waiver they rely on", () => {
    const relying = signOff({ validUntil: now });
    expect(currentSignOffs([relying], earlier).standing).toHaveLength(1);
    expect(currentSignOffs([relying], now)).toMatchObject({ standing: [], stale: [{ id: "so1" }] });
  });
});

describe("withdrawing a signature", () => {
  const withdraw = (more: Partial<Parameters<typeof decideWithdraw>[0]> = {}) => {
    const verdict = decideWithdraw({
      actorId: "omar",
      signOff: signOff(),
      reason: "Too early",
      next: { name: "Prod", started: false },
      ...more,
    });
    return verdict.ok ? "ok" : verdict.refusals[0]?.message;
  };

  it("is for its author, with a reason, until the next environment has started", () => {
    expect(withdraw()).toBe("ok");
    expect(withdraw({ next: null })).toBe("ok");
    expect(withdraw({ actorId: "lee" })).toBe("Only Omar can withdraw this signature.");
    expect(withdraw({ reason: "" })).toBe("Say why you withdraw your signature.");
    expect(withdraw({ signOff: signOff({ withdrawnAt: now }) })).toBe(
      "This signature was withdrawn already.",
    );
    expect(withdraw({ next: { name: "Prod", started: true } })).toBe(
      "Prod has started on the strength of this signature, so it can't be withdrawn.",
    );
  });

  it("of a rejection is always possible", () => {
    expect(
      withdraw({ signOff: signOff({ decision: "reject" }), next: { name: "Prod", started: true } }),
    ).toBe("ok");
  });
});

describe("who can sign", () => {
  it("is named per slot, and who can't with the reason", () => {
    const member = (id: string, ...roles: Member["roles"][number][]): Member => ({ id, name: id, roles });
    const members = [
      member("Omar", "lead"),
      member("Priya", "manager"),
      member("Hana", "manager", "lead"),
      member("Lee", "manager"),
      member("Ines", "engineer"),
    ];
    const answer = whoCanSign(members, {
      slots,
      signOffs: [signOff({ userId: "Omar" })],
      work: new Map([["Lee", { steps: 14, executions: 0 }]]),
      doersMaySign: false,
      now,
    });
    expect(answer.map(({ missing, can }) => [missing, can.map(({ name }) => name)])).toEqual([
      [0, []],
      [2, ["Priya", "Hana"]],
    ]);
    expect(answer[1]?.cannot).toEqual([{ member: members[3], reason: "completed 14 steps here" }]);
    expect(answer[0]?.cannot).toEqual([{ member: members[0], reason: "has signed" }]);
  });

  it("is exactly who the rules would let sign", () => {
    const roles = fc.uniqueArray(fc.constantFrom("lead" as const, "manager" as const, "engineer" as const));
    const person = fc.record({
      roles,
      worked: fc.boolean(),
      state: fc.constantFrom("none", "stands", "stale", "withdrawn"),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 5 }), fc.boolean(), (list, doersMaySign) => {
        const members = list.map((one, index) => ({ ...one, id: `p${index}`, name: `p${index}` }));
        const work = new Map(members.map(({ id, worked }) => [id, { steps: worked ? 1 : 0, executions: 0 }]));
        const signOffs = members
          .filter(({ state }) => state !== "none")
          .map(({ id, roles: held, state }) =>
            signOff({
              id,
              userId: id,
              roles: held,
              staleAt: state === "stale" ? now : null,
              withdrawnAt: state === "withdrawn" ? now : null,
            }),
          );
        const named = whoCanSign(members, { slots, signOffs, work, doersMaySign, now }).flatMap(
          ({ can }) => can,
        );
        for (const actor of members) {
          const facts = {
            signOffs,
            doersMaySign,
            actor,
            work: work.get(actor.id) ?? { steps: 0, executions: 0 },
          };
          expect(named.includes(actor)).toBe(sign(facts) === "ok");
        }
      }),
    );
  });
});
