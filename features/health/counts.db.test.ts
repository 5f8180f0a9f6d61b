import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, type World, world } from "@/scripts/testing/world";
import { acceptCount, setCount } from "./commands/counts";
import { listCounts } from "./queries/counts";

const set = (
  w: World,
  version: number,
  more: { name?: string; before?: number | null; after?: number | null },
) => execute(setCount, w.engineer, { upgrade: w.key, environment: "dev", version, name: "apis", ...more });
const accept = (w: World, version: number, reason = "Two were retired", by: Person = w.manager) =>
  execute(acceptCount, by, { upgrade: w.key, environment: "dev", name: "apis", version, reason });
const counts = async (w: World) =>
  (await answer(listCounts, w.viewer, { upgrade: w.key, environment: "dev" })).counts;
const blockers = async (w: World) => {
  const gate = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" });
  return gate.blockers.filter(({ kind }) => kind.startsWith("count")).map(({ kind, title }) => [kind, title]);
};

describe("Counts of an environment", () => {
  it("shut the exit gate until both sides are counted and every difference is decided", async () => {
    const w = await world();
    expect(await blockers(w)).toEqual([]);
    await set(w, 0, { before: 214 });
    expect(await blockers(w)).toEqual([["count_missing", "APIs are not counted after"]]);
    await set(w, 1, { after: 212 });
    expect(await blockers(w)).toEqual([["count_different", "APIs were 214, and are 212"]]);
    expect(await counts(w)).toMatchObject([
      {
        name: "apis",
        title: "APIs",
        before: 214,
        after: 212,
        difference: -2,
        state: "different",
        accepted: null,
      },
    ]);
    await accept(w, 2);
    expect(await blockers(w)).toEqual([]);
    expect(await counts(w)).toMatchObject([
      { state: "accepted", accepted: { reason: "Two were retired", by: { name: "Priya" } }, version: 3 },
    ]);
    await expectSettled(w.key);
  });

  it("lose what was accepted when another number is counted, and history says so", async () => {
    const w = await world();
    await set(w, 0, { before: 214, after: 212 });
    await accept(w, 1);
    await set(w, 2, { after: 211 });
    expect(await counts(w)).toMatchObject([{ state: "different", difference: -3, accepted: null }]);
    const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const event = await reader.auditEvent.findFirst({
      where: { type: "count.set", chain: id },
      orderBy: { seq: "desc" },
    });
    expect(event?.data).toMatchObject({ acceptedBefore: "Two were retired" });
  });

  it("are in the order people know, other names last", async () => {
    const w = await world();
    for (const name of ["scopes", "tenants", "apis"]) await set(w, 0, { name, before: 1, after: 1 });
    expect((await counts(w)).map(({ title }) => title)).toEqual(["APIs", "Tenants", "Scopes"]);
  });

  it("name the version that was seen, and are accepted by leads and managers only", async () => {
    const w = await world();
    await set(w, 0, { before: 214, after: 212 });
    await expect(set(w, 0, { after: 1 })).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { before: 214, after: 212, version: 1 } },
    });
    await expect(set(w, 1, { after: 212 })).rejects.toThrow("were counted so already");
    await expect(set(w, 1, { after: -1 })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(accept(w, 1, "Fine", w.engineer)).rejects.toThrow(
      "Only leads and managers can accept differences",
    );
    await expect(accept(w, 1, " ")).rejects.toMatchObject({ code: "invalid_input" });
    await set(w, 1, { after: 214 });
    await expect(accept(w, 2)).rejects.toThrow("there is nothing to accept");
  });

  it("can't be accepted past the rules: the database knows a difference from none", async () => {
    const w = await world();
    await set(w, 0, { before: 3, after: 3 });
    const change = (what: string) =>
      writer.$executeRawUnsafe(
        `UPDATE "EntityCount" SET ${what} WHERE "upgradeId" = (SELECT id FROM "Upgrade" WHERE key = '${w.key}')`,
      );
    await expect(change(`accepted = 'x', "acceptedAt" = now(), "acceptedById" = id`)).rejects.toThrow(
      "only_a_difference_is_accepted",
    );
    await expect(change(`after = 2, accepted = 'x'`)).rejects.toThrow(
      "accepted_difference_says_who_why_and_when",
    );
    await expect(change("after = -1")).rejects.toThrow("counts_are_not_negative");
    await expect(change("after = 2")).rejects.toThrow("unaudited change");
  });
});
