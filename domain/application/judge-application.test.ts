import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ApplicationKeys, ApplicationRules } from "@/domain/application/facts";
import { judgeApplication, livesForEver } from "@/domain/application/judge-application";
import {
  isExternal,
  tokenKindOf,
  tokenKindOfApplication,
  tokenTypesDisagree,
} from "@/domain/application/token-kind";

const rules: ApplicationRules = {
  portal: { jwt: ["JWT"], opaque: ["OAUTH"] },
  issuer: { jwt: ["JWT"], opaque: ["Default"] },
  residentTypes: ["default"],
  tokensKeptBefore: null,
  grants: [],
  sources: { disagrees: "a", opaque: "b", neverExpires: "c", tokensKept: null },
};
const keys = fc.record({
  keyType: fc.constantFrom("PRODUCTION", "SANDBOX", null),
  keyManager: fc.constantFrom("Resident", null),
  keyManagerType: fc.constantFrom("default", "Default", "Okta", null),
  grantTypes: fc.constant([]),
  portalTokenType: fc.constantFrom("JWT", "OAUTH", "DEFAULT", "odd", null),
  issuerTokenType: fc.constantFrom("JWT", "Default", "odd", null),
  userSeconds: fc.constantFrom(3600, -1, null),
  applicationSeconds: fc.constantFrom(3600, null),
  activeTokens: fc.constant(0),
  neverExpiringTokens: fc.constantFrom(0, 3, null),
  lastTokenAt: fc.constantFrom(0, null),
} satisfies { [key in keyof ApplicationKeys]: fc.Arbitrary<ApplicationKeys[key]> });
const application = fc.array(keys, { maxLength: 4 }).map((all) => ({
  name: "Shop",
  owner: null,
  status: null,
  keys: all,
}));
const move = { from: "3.2.0", to: "4.5.0", now: 0, unusedAfterDays: 90 };

describe("whatever the tables say", () => {
  test("two places that disagree are always told, and never of keys that others issue for", () => {
    fc.assert(
      fc.property(application, (given) => {
        const told = judgeApplication(given, move, rules).some(
          ({ rule }) => rule === "applications.token_type_disagrees",
        );
        expect(told).toBe(given.keys.some((each) => tokenTypesDisagree(each, rules)));
        for (const each of given.keys)
          if (isExternal(each, rules)) expect(tokenTypesDisagree(each, rules)).toBe(false);
      }),
    );
  });
  test("an application counts as opaque exactly when it must be decided on", () => {
    fc.assert(
      fc.property(application, (given) => {
        const told = judgeApplication(given, move, rules).some(({ rule }) => rule === "applications.opaque");
        expect(tokenKindOfApplication(given, rules) === "opaque").toBe(told);
      }),
    );
  });
  test("more keys never make opaque tokens disappear", () => {
    fc.assert(
      fc.property(application, keys, (given, more) => {
        const before = tokenKindOfApplication(given, rules);
        const after = tokenKindOfApplication({ ...given, keys: [...given.keys, more] }, rules);
        if (before === "opaque") expect(after).toBe("opaque");
        if (tokenKindOf(more, rules) === "opaque") expect(after).toBe("opaque");
      }),
    );
  });
});

test("a lifetime is for ever below nothing and beyond ten years", () => {
  expect([-1, -2, 9_223_372_036_854_775].every((seconds) => livesForEver(seconds))).toBe(true);
  expect([0, 3_600, 31_536_000, null].some((seconds) => livesForEver(seconds))).toBe(false);
});
