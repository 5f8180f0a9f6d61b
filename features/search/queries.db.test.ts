import { describe, expect, it } from "vitest";
import { removeMember } from "@/features/members/commands/members";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { world } from "@/scripts/testing/world";
import { find } from "./queries";

const labels = async (...given: Parameters<typeof answer<typeof find.input, typeof find.output>>) =>
  (await answer(...given)).items.map(({ label, hint }) => `${label} (${hint})`);

describe("A search", () => {
  it("finds steps, test cases, environments and people of the upgrade one is in, the exact code first", async () => {
    const w = await world();
    const at = (q: string) => labels(find, w.viewer, { q, upgrade: w.key });
    expect(await at("d-02")).toEqual([
      "D-02 Dump the database (Dev, to do)",
      "D-02 Dump the database (Pre-prod, to do)",
      "D-02 Dump the database (Prod, to do)",
    ]);
    expect(await at("support")).toEqual(["P-01 Open a support case (Plan, to do)"]);
    expect(await at("throughput")).toEqual(["TC-2 Throughput (Test case)"]);
    expect(await at("pre-p")).toEqual(["Pre-prod (Environment)"]);
    expect(await at("priya")).toEqual(["Priya (manager)"]);
    expect(await at("nothing like this")).toEqual([]);
    const { items } = await answer(find, w.viewer, { q: "P-01", upgrade: w.key });
    expect(items[0]).toMatchObject({ kind: "step", href: `/u/${w.key}/plan?step=P-01` });
  });

  it("finds the upgrades one is a member of, wherever one is", async () => {
    const w = await world();
    expect(await labels(find, w.viewer, { q: w.key })).toEqual([`${w.key} Small upgrade (1.0.0 → 2.0.0)`]);
    expect(await labels(find, w.outsider, { q: w.key })).toEqual([]);
    expect(await labels(find, w.admin, { q: w.key })).toEqual([]);
  });

  it("finds nothing in an upgrade one is no member of, or no longer", async () => {
    const w = await world();
    for (const q of ["D-0", "priya", "Dev"])
      expect(await labels(find, w.outsider, { q, upgrade: w.key })).toEqual([]);
    await execute(removeMember, w.lead, { upgrade: w.key, person: w.viewer.id, version: 1 });
    expect(await labels(find, w.viewer, { q: "D-0", upgrade: w.key })).toEqual([]);
    await expect(answer(find, null, { q: "D-0" })).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("takes letters as letters, and at most twenty answers", async () => {
    const w = await world();
    expect(await labels(find, w.viewer, { q: "%", upgrade: w.key })).toEqual([]);
    expect(await labels(find, w.viewer, { q: "_-0", upgrade: w.key })).toEqual([]);
    expect(await labels(find, w.viewer, { q: "'; DROP TABLE x; --", upgrade: w.key })).toEqual([]);
    expect((await labels(find, w.viewer, { q: "e", upgrade: w.key })).length).toBeLessThanOrEqual(20);
    await expect(answer(find, w.viewer, { q: "  " })).rejects.toMatchObject({ code: "invalid_input" });
  });
});
