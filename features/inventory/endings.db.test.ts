import { expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type World, world } from "@/scripts/testing/world";
import { setItemState } from "./commands/decide";
import { addItem } from "./commands/items";
import { getItem } from "./queries/lists";

const day = 86_400_000;
const dateIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
const seal = (w: World, title: string, endsOn: string) =>
  execute(addItem, w.engineer, { upgrade: w.key, kind: "seal", title, level: "info", fields: { endsOn } });
const idOf = async (w: World) => (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id;
const told = async (w: World) =>
  reader.notification.findMany({ where: { kind: "ending", upgradeId: await idOf(w) } });
const openItems = async (w: World, now: Date) => {
  const gate = await answer(getGate, w.lead, { upgrade: w.key, environment: "dev", gate: "exit" }, { now });
  return gate.blockers.flatMap(({ kind, title }) => (kind === "item_open" ? [title] : []));
};

it("tells the leads when a day comes near, once, and shuts the gate when it is over", async () => {
  const w = await world();
  const { code } = await seal(w, "Main gasket", dateIn(20));
  await seal(w, "Spare gasket", dateIn(200));
  expect(await settleDue()).toBe(1);
  expect(await settleDue()).toBe(0);
  expect(await told(w)).toMatchObject([
    { userId: w.lead.id, title: `${code} “Main gasket”: Ends on: ${dateIn(20)}, in less than 30 days.` },
  ]);
  expect(await answer(getItem, w.lead, { upgrade: w.key, item: code })).toMatchObject({
    level: "attention",
    findings: [{ rule: "item.ends_30", from: dateIn(20) }],
  });
  expect(await openItems(w, new Date())).toEqual([]);
  await expectSettled(w.key);

  const over = new Date(Date.now() + 22 * day);
  expect(await settleDue(over)).toBeGreaterThan(0);
  expect(await settleDue(over)).toBe(0);
  expect(await openItems(w, over)).toEqual([expect.stringContaining(code)]);
  const events = await reader.auditEvent.findMany({
    where: { chain: await idOf(w), type: "item.endingTold" },
    orderBy: { seq: "asc" },
  });
  expect(events.map(({ actorName, data }) => [actorName, (data as { is: string }).is])).toEqual([
    ["Liftlock", "attention"],
    ["Liftlock", "must_act"],
  ]);
  await expectSettled(w.key, over);
});

it("says nothing of what is dealt with everywhere", async () => {
  const w = await world();
  const { code, version } = await seal(w, "Old gasket", dateIn(3));
  let seen = version;
  for (const environment of ["dev", "pre-prod", "prod"]) {
    const done = { upgrade: w.key, item: code, environment, state: "done" as const };
    seen = (await execute(setItemState, w.engineer, { ...done, version: seen })).version;
  }
  await settleDue();
  expect(await told(w)).toEqual([]);
});
