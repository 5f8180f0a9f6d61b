import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { answered, asking, care, day, hypercareRules, kept } from "@/features/hypercare/hypercare.fixture";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { lastEvents } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";

describe("What verification asks for", () => {
  it("is the playbook's until a lead changes it, with a reason that history keeps", async () => {
    const w = await world();
    await expect(asking(w, hypercareRules(), w.engineer)).rejects.toThrow(
      "Only leads can decide what verification asks for",
    );
    await asking(w, { ...hypercareRules(), health: ["dev"] });
    await expect(asking(w, { ...hypercareRules(), health: ["dev"] })).rejects.toThrow("Nothing is different");
    const gate = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" });
    expect(gate.blockers.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["health_missing", "hypercare_missing"]),
    );
    await expectSettled(w.key);
    await asking(w, { health: [], counts: [], logs: [], hypercare: null });
    expect(await lastEvents(w.key, 3)).toContain("upgrade.verificationSet");
    const after = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" });
    expect(after.blockers.map(({ kind }) => kind)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(health|hypercare)/)]),
    );
  });

  it("asks a new check of no day that is over", async () => {
    const w = await world();
    await kept(w);
    for (const id of ["cpu", "errors"]) await answered(w, 1, id, day(1));
    const rules = hypercareRules();
    const checks = rules.hypercare?.checks ?? [];
    const more = { id: "tokens", title: "Tokens", text: "Look.", sources: [], page: null };
    const { rules: is } = await asking(w, hypercareRules({ checks: [...checks, more] }), w.lead, day(2));
    expect(is.hypercare?.checks.map(({ since }) => since)).toEqual([null, null, day(2).toISOString()]);
    const { period } = await care(w, day(3));
    expect(period?.days.map(({ checks: own, state }) => [own.length, state])).toEqual([
      [2, "answered"],
      [3, "missed"],
      [3, "open"],
    ]);
    await expect(asking(w, hypercareRules({ checks: [...checks, ...checks] }))).rejects.toThrow(
      "every id only once",
    );
  });
});
