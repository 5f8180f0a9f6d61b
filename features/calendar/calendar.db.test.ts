import { describe, expect, it } from "vitest";
import { GET } from "@/app/api/calendar/[secret]/route";
import { setDue as setGateDue } from "@/features/gates/commands";
import { decideItem } from "@/features/inventory/commands/decide";
import { addItem } from "@/features/inventory/commands/items";
import { disablePerson } from "@/features/people/commands/accounts";
import { setDue } from "@/features/steps/commands/plan-work";
import { addFreeze } from "@/features/window/commands/freezes";
import { bookWindow } from "@/features/window/commands/windows";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { type Person, type World, world } from "@/scripts/testing/world";
import { makeCalendarLink, revokeCalendarLink } from "./commands";
import { viewCalendarLink } from "./queries";

const make = (by: Person) => execute(makeCalendarLink, by, {});
const secretOf = ({ address }: { address: string }) => address.split("/").at(-1) ?? "";
// Outside of a server there are no cookies to look for; a stray token says that nobody is signed in.
const headers = { authorization: "Bearer llk_nobody" };
const fetched = (secret: string) =>
  GET(new Request(`http://localhost:3000/api/calendar/${secret}`, { headers }), {
    params: Promise.resolve({ secret }),
  });
const lines = async (secret: string) =>
  (await (await fetched(secret)).text()).replaceAll("\r\n ", "").split("\r\n");
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

async function filled(): Promise<World> {
  const w = await world();
  const upgrade = w.key;
  await execute(bookWindow, w.lead, {
    upgrade,
    environment: "prod",
    from: inDays(20),
    to: inDays(20.25),
    crew: [w.engineer.id],
  });
  await execute(addFreeze, w.lead, {
    upgrade,
    kind: "freeze",
    name: "Year end, all",
    from: inDays(30),
    to: inDays(40),
    reason: "Books",
  });
  const step = await reader.step.findFirstOrThrow({
    where: { upgrade: { key: upgrade }, environment: { key: "dev" } },
  });
  await execute(setDue, w.lead, { upgrade, step: step.id, version: step.version, dueAt: inDays(5) });
  const gate = { upgrade, environment: "prod", gate: "entry" as const };
  await execute(setGateDue, w.lead, { ...gate, version: 1, dueAt: inDays(19) });
  const part = { upgrade, kind: "part", dueAt: inDays(7) };
  await execute(addItem, w.engineer, { ...part, title: "Own login page" });
  const { code } = await execute(addItem, w.engineer, { ...part, title: "Old theme" });
  await execute(decideItem, w.engineer, { upgrade, item: code, version: 1, verdict: "keep", reason: "Fine" });
  return w;
}

describe("A calendar address", () => {
  it("shows windows, freezes and due dates of the upgrades of who made it, to whoever has it", async () => {
    const w = await filled();
    const other = await filled();
    const secret = secretOf(await make(w.engineer));
    const answered = await fetched(secret);
    expect([
      answered.status,
      answered.headers.get("content-type"),
      answered.headers.get("cache-control"),
    ]).toEqual([200, "text/calendar; charset=utf-8", "no-store"]);
    const summaries = (await lines(secret)).filter((line) => line.startsWith("SUMMARY"));
    expect(summaries).toEqual([
      `SUMMARY:Change window: Prod of ${w.key}`,
      `SUMMARY:Freeze: Year end\\, all (${w.key})`,
      `SUMMARY:Due: gate Prod go/no-go of ${w.key}`,
      expect.stringMatching(`^SUMMARY:Due: .*Dev of ${w.key}$`),
      // What was decided to be left as it is is nobody's work any more.
      `SUMMARY:Due: PA-1 “Own login page” of ${w.key}`,
    ]);
    expect(summaries.join()).not.toContain(other.key);
    expect(secretOf({ address: `x/${secret}` })).toMatch(/^llc_.*\.ics$/);
    // Without ".ics" it is the same calendar.
    expect((await fetched(secret.replace(".ics", ""))).status).toBe(200);
    const stored = await reader.calendarLink.findMany();
    expect(JSON.stringify(stored)).not.toContain(secret.replace(".ics", ""));
  });

  it("is one per person, works no longer when another is made or it is revoked, and never for disabled people", async () => {
    const w = await filled();
    const first = secretOf(await make(w.engineer));
    const second = secretOf(await make(w.engineer));
    expect([(await fetched(first)).status, (await fetched(second)).status]).toEqual([404, 200]);
    const view = await answer(viewCalendarLink, w.engineer, {});
    expect(view.link).not.toBeNull();
    await execute(revokeCalendarLink, w.engineer, {});
    expect((await fetched(second)).status).toBe(404);
    expect((await answer(viewCalendarLink, w.engineer, {})).link).toBeNull();
    await expect(execute(revokeCalendarLink, w.engineer, {})).rejects.toMatchObject({ code: "not_found" });
    const third = secretOf(await make(w.viewer));
    const { version } = await reader.user.findUniqueOrThrow({ where: { id: w.viewer.id } });
    await execute(disablePerson, w.admin, { person: w.viewer.id, version, reason: "Left" });
    expect((await fetched(third)).status).toBe(404);
    expect((await fetched("llc_nobody.ics")).status).toBe(404);
  });

  it("is made by a person and not by a token", async () => {
    const w = await world();
    await expect(make({ ...w.lead, via: "token" })).rejects.toMatchObject({ code: "forbidden" });
  });
});
