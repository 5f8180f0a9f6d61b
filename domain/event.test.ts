import { describe, expect, it } from "vitest";
import { sentence } from "./event";

const step = { code: "D-07", title: "Migrate the data" };

describe("A sentence of history", () => {
  it("begins with who did it", () => {
    expect(sentence("Omar", "step.removed", { ...step, reason: "Twice" })).toBe(
      "Omar removed the step D-07 “Migrate the data”: Twice",
    );
    expect(sentence("Omar", "of.aNewerVersion", {})).toBe("Omar of.aNewerVersion");
  });

  it("tells an effect without the person whose deed brought it about", () => {
    const gate = "Dev exit";
    const told = (type: string, data: object) => sentence("Omar", type, data);
    expect(told("gate.shut", { gate, blockers: 13 })).toBe("The gate Dev exit was shut by 13 blockers");
    expect(told("gate.shut", { gate, blockers: 1 })).toBe("The gate Dev exit was shut by 1 blocker");
    expect(told("gate.opened", { gate })).toBe("The gate Dev exit opened");
    expect(told("gate.ready", { gate })).toBe("The gate Dev exit became ready to sign");
    expect(
      told("signOff.wentStale", {
        gate,
        signer: "Priya",
        changes: [{ subject: "the title of D-07", was: "a", is: "b" }],
        more: 0,
      }),
    ).toBe("The signature of Priya on Dev exit went stale: the title of D-07 was a, is b");
    expect(told("environment.statusChanged", { environment: "Dev", was: "signed_off", is: "stale" })).toBe(
      "Dev went from signed off to stale",
    );
    expect(told("waiver.expired", { gate, blocker: "D-07" })).toBe(
      "The waiver of “D-07” at Dev exit expired",
    );
  });

  it("writes times as people do, with the zone", () => {
    expect(sentence("Omar", "step.dueSet", { ...step, was: null, is: "2026-12-07T16:00:00.000Z" })).toBe(
      "Omar set D-07 “Migrate the data” due 7 Dec 2026 16:00 UTC",
    );
    const waiver = {
      gate: "Dev exit",
      blocker: "D-07",
      reason: "Soon",
      expiresAt: "2026-12-10T10:00:00+01:00",
    };
    expect(sentence("Omar", "waiver.requested", waiver)).toBe(
      "Omar asked to waive “D-07” at Dev exit until 10 Dec 2026 09:00 UTC: Soon",
    );
  });
});
