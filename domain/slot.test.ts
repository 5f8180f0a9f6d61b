import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Role, signingRoles } from "./role";
import { couldStillSign, matchSlots, missingText, type Signer, type Slot, validateSlots } from "./slot";

const slot = (role: Role, count = 1): Slot => ({ id: role, role, count });
const person = (userId: string, ...roles: Role[]): Signer => ({ userId, roles });

/** The most places people can fill, by trying everything. */
function bruteForce(slots: readonly Slot[], signers: readonly Signer[]): number {
  const [first, ...rest] = signers;
  if (!first) return 0;
  let best = bruteForce(slots, rest);
  for (const [index, one] of slots.entries()) {
    if (one.count === 0 || !first.roles.includes(one.role)) continue;
    const left = slots.map((other, place) =>
      place === index ? { ...other, count: other.count - 1 } : other,
    );
    best = Math.max(best, 1 + bruteForce(left, rest));
  }
  return best;
}

const roleSets = fc.uniqueArray(fc.constantFrom<Role>("lead", "engineer", "manager", "viewer"), {
  maxLength: 4,
});
const anySlots = fc.uniqueArray(
  fc.record({ role: fc.constantFrom(...signingRoles), count: fc.integer({ min: 1, max: 3 }) }),
  {
    selector: ({ role }) => role,
    maxLength: 3,
  },
);
const anySigners = fc
  .array(roleSets, { maxLength: 7 })
  .map((list) => list.map((roles, index) => ({ userId: `p${index}`, roles })));

describe("slots of a gate", () => {
  it("never merge: a lead and a manager are not any two people", () => {
    const match = matchSlots([slot("lead"), slot("manager")], [person("a", "lead"), person("b", "lead")]);
    expect(match.complete).toBe(false);
    expect(missingText(match)).toBe("1 manager");
  });

  it("take one place from a person with two roles, the one that is left", () => {
    const match = matchSlots(
      [slot("lead"), slot("manager")],
      [person("both", "lead", "manager"), person("lea", "lead")],
    );
    expect(match.slots.map(({ filledBy }) => filledBy)).toEqual([["lea"], ["both"]]);
    expect(match.complete).toBe(true);
    expect(matchSlots([slot("lead"), slot("manager")], [person("both", "lead", "manager")]).missing).toBe(1);
  });

  it("count a person once, however often they appear", () => {
    expect(matchSlots([slot("manager", 2)], [person("a", "manager"), person("a", "manager")]).missing).toBe(
      1,
    );
  });

  it("are filled as well as trying every way would", () => {
    fc.assert(
      fc.property(anySlots, anySigners, (drafts, signers) => {
        const slots = drafts.map(({ role, count }) => slot(role, count));
        const match = matchSlots(slots, signers);
        const filled = match.slots.flatMap(({ filledBy }) => filledBy);
        expect(filled).toHaveLength(bruteForce(slots, signers));
        expect(new Set(filled).size).toBe(filled.length);
        expect(match.missing).toBe(slots.reduce((sum, { count }) => sum + count, 0) - filled.length);
        for (const { slot: one, filledBy, missing } of match.slots) {
          expect(filledBy.length + missing).toBe(one.count);
          for (const userId of filledBy) {
            expect(signers.find((signer) => signer.userId === userId)?.roles).toContain(one.role);
          }
        }
        expect(matchSlots(slots, signers)).toEqual(match);
      }),
      { numRuns: 300 },
    );
  });

  it("let somebody sign exactly when one more place gets filled", () => {
    fc.assert(
      fc.property(anySlots, anySigners, roleSets, (drafts, signers, roles) => {
        const slots = drafts.map(({ role, count }) => slot(role, count));
        const more = bruteForce(slots, [...signers, person("new", ...roles)]) > bruteForce(slots, signers);
        expect(couldStillSign(slots, signers, person("new", ...roles))).toBe(more);
      }),
    );
  });

  it("are checked when they are set", () => {
    expect(validateSlots("entry", []).ok).toBe(true);
    expect(validateSlots("exit", [])).toMatchObject({ refusals: [{ code: "slot_needed" }] });
    expect(validateSlots("exit", [{ role: "viewer", count: 1 }])).toMatchObject({
      refusals: [{ code: "role_cannot_sign" }],
    });
    expect(validateSlots("exit", [{ role: "lead", count: 0 }])).toMatchObject({
      refusals: [{ code: "bad_count" }],
    });
    expect(validateSlots("exit", [slot("lead"), slot("lead")])).toMatchObject({
      refusals: [{ code: "role_twice" }],
    });
  });
});
