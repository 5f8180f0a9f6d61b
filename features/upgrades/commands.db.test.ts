import { describe, expect, it } from "vitest";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { person, storeSmallPlaybook, world } from "@/scripts/testing/world";

const small = { playbook: { slug: "small", version: "1.0.0" }, from: "1.0.0", to: "2.0.0", title: "Small" };
const environments = [
  { name: "Dev", kind: "dev" as const },
  { name: "Prod", kind: "prod" as const },
];

describe("A new upgrade", () => {
  it("has the plan of its playbook, both gates of every environment and its own history", async () => {
    const { key } = await world();
    const upgrade = await reader.upgrade.findUniqueOrThrow({
      where: { key },
      include: {
        environments: { include: { gates: { include: { slots: true } } }, orderBy: { position: "asc" } },
        steps: true,
      },
    });
    expect(upgrade.environments.map(({ key: environment, status }) => [environment, status])).toEqual([
      ["dev", "locked"],
      ["pre-prod", "locked"],
      ["prod", "locked"],
    ]);
    expect(upgrade.environments.every(({ gates }) => gates.length === 2)).toBe(true);
    expect(
      upgrade.steps
        .filter((step) => step.environmentId === null)
        .map((step) => step.code)
        .sort(),
    ).toEqual(["P-01", "P-02"]);
    expect(upgrade.steps).toHaveLength(2 + 3 * 4);
    const events = await reader.auditEvent.findMany({
      where: { chain: upgrade.id },
      orderBy: { seq: "asc" },
    });
    expect(events[0]).toMatchObject({ seq: 1, type: "upgrade.created", actorName: "Omar" });
  });

  it("refuses a key that is taken, a version the playbook does not know and prod that is not last", async () => {
    const { key, lead } = await world();
    await expect(execute(createUpgrade, lead, { ...small, key, environments })).rejects.toMatchObject({
      code: "duplicate",
    });
    await expect(
      execute(createUpgrade, lead, { ...small, key: `${key}-B`, to: "9.0.0", environments }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(createUpgrade, lead, { ...small, key: `${key}-B`, environments: [...environments].reverse() }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("is created once when the same call comes twice with one idempotency key", async () => {
    await storeSmallPlaybook();
    const lead = await person("Lena", { email: `lena.${Date.now()}@example.com` });
    const input = { ...small, key: `ONCE-${lead.id.slice(0, 4)}`, environments };
    const first = await execute(createUpgrade, lead, input, { idempotencyKey: "k1" });
    const second = await execute(createUpgrade, lead, input, { idempotencyKey: "k1" });
    expect(second).toEqual(first);
  });
});
