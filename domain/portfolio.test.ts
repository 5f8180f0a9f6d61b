import { describe, expect, it } from "vitest";
import { byUrgency, type PortfolioFacts, urgencyOf } from "./portfolio";

const calm: PortfolioFacts = {
  archived: false,
  environments: [{ status: "locked" }, { status: "locked" }],
  blockedSteps: 0,
  failedTests: 0,
  lateSteps: 0,
};

describe("The portfolio", () => {
  it("puts a stale signature before failures, failures before lateness, and what is finished last", () => {
    const upgrades: PortfolioFacts[] = [
      { ...calm, archived: true },
      { ...calm, environments: [{ status: "signed_off" }] },
      calm,
      { ...calm, environments: [{ status: "signed_off" }, { status: "migrating" }] },
      { ...calm, environments: [{ status: "awaiting_sign_off" }] },
      { ...calm, lateSteps: 1 },
      { ...calm, failedTests: 2 },
      { ...calm, blockedSteps: 1, environments: [{ status: "stale" }] },
    ];
    expect(upgrades.map(urgencyOf).sort(byUrgency)).toEqual([
      "stale",
      "failing",
      "late",
      "waiting",
      "moving",
      "idle",
      "finished",
      "archived",
    ]);
  });

  it("calls an upgrade without environments idle, not finished", () => {
    expect(urgencyOf({ ...calm, environments: [] })).toBe("idle");
  });
});
