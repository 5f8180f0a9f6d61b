import { describe, expect, it } from "vitest";
import {
  addEnvironment,
  removeEnvironment,
  renameEnvironment,
  reorderEnvironments,
} from "@/features/environments/commands/arrange";
import { declareChange, setVariables } from "@/features/environments/commands/values";
import { listEnvironments, listVariables } from "@/features/environments/queries";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { world } from "@/scripts/testing/world";

const keysOf = async (w: Awaited<ReturnType<typeof world>>) =>
  (await answer(listEnvironments, w.viewer, { upgrade: w.key })).environments.map(({ key }) => key);

describe("The environments of an upgrade", () => {
  it("take a new one before prod with its own steps and gates, and give it back when nothing was done in it", async () => {
    const w = await world();
    const added = await execute(addEnvironment, w.lead, { upgrade: w.key, name: "Load test", kind: "other" });
    expect(await keysOf(w)).toEqual(["dev", "pre-prod", "load-test", "prod"]);
    expect(await reader.step.count({ where: { environmentId: added.id } })).toBe(4);
    expect(await reader.gate.count({ where: { environmentId: added.id } })).toBe(2);
    await execute(removeEnvironment, w.lead, {
      upgrade: w.key,
      environment: "load-test",
      version: added.version,
    });
    expect(await keysOf(w)).toEqual(["dev", "pre-prod", "prod"]);
  });

  it("are put in another order with prod last, and told every name exactly once", async () => {
    const w = await world();
    await execute(reorderEnvironments, w.lead, { upgrade: w.key, order: ["pre-prod", "dev", "prod"] });
    expect(await keysOf(w)).toEqual(["pre-prod", "dev", "prod"]);
    await expect(
      execute(reorderEnvironments, w.lead, { upgrade: w.key, order: ["prod", "dev", "pre-prod"] }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(reorderEnvironments, w.lead, { upgrade: w.key, order: ["dev", "prod"] }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(reorderEnvironments, w.lead, { upgrade: w.key, order: ["dev", "dev", "prod"] }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("keep their address when they are renamed, and the second of two people is told", async () => {
    const w = await world();
    const { environments } = await answer(listEnvironments, w.lead, { upgrade: w.key });
    const dev = environments[0];
    if (!dev) throw new Error("no dev");
    const renamed = await execute(renameEnvironment, w.lead, {
      upgrade: w.key,
      environment: "dev",
      name: "Development",
      version: dev.version,
    });
    expect(renamed).toMatchObject({ key: "dev", name: "Development" });
    await expect(
      execute(renameEnvironment, w.lead, {
        upgrade: w.key,
        environment: "dev",
        name: "Devel",
        version: dev.version,
      }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    await expect(
      execute(renameEnvironment, w.lead, {
        upgrade: w.key,
        environment: "dev",
        name: "prod",
        version: dev.version + 1,
      }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("are changed by leads only, and unknown to whoever is not a member", async () => {
    const w = await world();
    const input = { upgrade: w.key, name: "More", kind: "other" as const };
    for (const person of [w.engineer, w.manager, w.viewer])
      await expect(execute(addEnvironment, person, input)).rejects.toMatchObject({ code: "forbidden" });
    for (const person of [w.outsider, w.admin])
      await expect(execute(addEnvironment, person, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(addEnvironment, null, input)).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("can't lose production", async () => {
    const w = await world();
    await expect(
      execute(removeEnvironment, w.lead, { upgrade: w.key, environment: "prod", version: 1 }),
    ).rejects.toMatchObject({ code: "refused" });
  });
});

describe("Variables", () => {
  it("are proposed by the playbook, set per environment, and a conflict tells what they are now", async () => {
    const w = await world();
    const at = { upgrade: w.key, environment: "dev" };
    expect((await answer(listVariables, w.viewer, at)).variables).toEqual([
      expect.objectContaining({ name: "db_host", value: null, version: 0, proposed: true, usedBy: 4 }),
    ]);
    const set = await execute(setVariables, w.engineer, {
      ...at,
      variables: [
        { name: "db_host", value: "db.dev", version: 0 },
        { name: "own_one", value: "x", version: 0 },
      ],
    });
    expect(set.variables.map(({ name, value, version }) => [name, value, version])).toEqual([
      ["db_host", "db.dev", 1],
      ["own_one", "x", 1],
    ]);
    await expect(
      execute(setVariables, w.lead, { ...at, variables: [{ name: "db_host", value: "other", version: 0 }] }),
    ).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { variables: [{ name: "db_host", value: "db.dev", version: 1 }] } },
    });
    const removed = await execute(setVariables, w.engineer, {
      ...at,
      variables: [{ name: "own_one", value: null, version: 1 }],
    });
    expect(removed.variables).toHaveLength(1);
    expect(
      (await answer(listVariables, w.viewer, { ...at, environment: "prod" })).variables[0]?.value,
    ).toBeNull();
  });

  it("make what was tested before stale, as a declared change does", async () => {
    const w = await world();
    await execute(setVariables, w.engineer, {
      upgrade: w.key,
      environment: "dev",
      variables: [{ name: "db_host", value: "a", version: 0 }],
    });
    const { changedAt } = await reader.environment.findFirstOrThrow({
      where: { key: "dev", upgrade: { key: w.key } },
    });
    expect(changedAt).not.toBeNull();
    await execute(declareChange, w.engineer, { upgrade: w.key, environment: "prod", reason: "New node" });
    expect(
      (await reader.environment.findFirstOrThrow({ where: { key: "prod", upgrade: { key: w.key } } }))
        .changedAt,
    ).not.toBeNull();
  });

  it("refuse names that placeholders can't write and values that are too long", async () => {
    const w = await world();
    const set = (name: string, value: string) =>
      execute(setVariables, w.engineer, {
        upgrade: w.key,
        environment: "dev",
        variables: [{ name, value, version: 0 }],
      });
    await expect(set("Db Host", "x")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(set("db_host", "x".repeat(2001))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(set("db_host", "a\u0000b")).rejects.toMatchObject({ code: "invalid_input" });
  });
});
