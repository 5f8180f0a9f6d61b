import { describe, expect, it } from "vitest";
import type { EnvironmentStatus } from "./environment";
import { gateLabel } from "./gate-kind";
import { byUrgency, heldBackBy, type PortfolioFacts, urgencyOf } from "./portfolio";

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

  it("says what keeps the lowest environment that isn't signed off from moving", () => {
    const said = (status: EnvironmentStatus, blockers: number) =>
      heldBackBy(
        [
          { name: "Test", status: "signed_off", blockers: 0 },
          { name: "Dev", status, blockers },
          { name: "Prod", status: "locked", blockers: 40 },
        ],
        ({ name }, gate) => gateLabel(name, gate),
      );
    expect(said("locked", 31)).toBe("Dev entry is shut by 31 blockers");
    expect(said("locked", 0)).toBe("Dev entry waits for signatures");
    expect(said("ready", 12)).toBe("Dev can start");
    expect(said("migrating", 1)).toBe("Dev exit is shut by 1 blocker");
    expect(said("awaiting_sign_off", 0)).toBe("Dev waits for signatures");
    expect(said("signed_off", 0)).toBe("Prod entry is shut by 40 blockers");
    expect(heldBackBy([{ name: "Dev", status: "signed_off", blockers: 0 }], () => "")).toBeNull();
  });
});
