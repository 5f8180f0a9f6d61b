import { describe, expect, it } from "vitest";
import { check, rules } from "./hypercare/hypercare.fixture";
import { checksFrom, type VerificationRules, verificationChanges, verificationRules } from "./verification";

const none: VerificationRules = { health: [], counts: [], logs: [], hypercare: null };
const kept: VerificationRules = { ...none, health: ["prod"], hypercare: rules(7) };
const now = new Date("2026-12-08T12:00:00Z");

describe("What verification asks for", () => {
  it("is nothing where a playbook says nothing", () => {
    expect(verificationRules(null)).toEqual(none);
    expect(verificationRules({ health: ["prod"] })).toEqual({ ...none, health: ["prod"] });
  });

  it("is told field by field when a lead changes it, and check by check", () => {
    const is: VerificationRules = {
      ...kept,
      health: ["pre_prod", "prod"],
      hypercare: {
        in: ["prod"],
        days: 14,
        checks: [
          { ...check("cpu"), title: "CPU and heap" },
          check("tokens"),
          { ...check("errors"), text: "Read." },
        ],
      },
    };
    expect(verificationChanges(kept, kept)).toEqual([]);
    expect(verificationChanges(kept, is)).toEqual([
      {
        field: "where thresholds are asked for",
        was: "Production",
        is: "Pre-production and Production",
      },
      { field: "days of hypercare", was: "7", is: "14" },
      { field: "the wording of a daily check", was: "Check cpu", is: "CPU and heap" },
      { field: "a daily check", was: "not asked", is: "Check tokens" },
      { field: "the text of the daily check Check errors", was: "Look.", is: "Read." },
    ]);
    expect(verificationChanges(kept, { ...kept, hypercare: null }).map(({ is: then }) => then)).toEqual(
      Array(4).fill("not asked"),
    );
  });

  it("asks a check that is new from now on, and one that was there since it was there", () => {
    const wanted = { ...kept, hypercare: { ...rules(7), checks: [check("cpu"), check("tokens")] } };
    expect(checksFrom(kept, wanted, now).hypercare?.checks.map(({ since }) => since)).toEqual([
      null,
      now.toISOString(),
    ]);
    expect(checksFrom(none, wanted, now).hypercare?.checks.map(({ since }) => since)).toEqual([null, null]);
    expect(checksFrom(kept, none, now)).toEqual(none);
  });
});
