import { describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { addMember } from "@/features/members/commands/members";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, type World, world } from "@/scripts/testing/world";
import { setCrewHours } from "./commands/crew-hours";
import { addFreeze, editFreeze, removeFreeze } from "./commands/freezes";
import { bookWindow, cancelWindow, moveWindow } from "./commands/windows";
import { listWindows } from "./queries/windows";

const hour = 3_600_000;
const start = Math.ceil(Date.now() / hour) * hour + 30 * 24 * hour;
/** So many hours after a full hour in thirty days. */
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const freezeInput = (w: World) => ({
  upgrade: w.key,
  kind: "freeze" as const,
  name: "Year end",
  from: at(4),
  to: at(100),
  reason: "The books are closed",
});

type More = Partial<{
  environment: string;
  from: string;
  to: string;
  crew: string[];
  sharedSystems: string[];
  acceptConflicts: string[];
  acceptReason: string;
  by: Person;
  now: Date;
}>;
const book = (w: World, more: More = {}) => {
  const { by = w.lead, now, ...rest } = more;
  const input = { upgrade: w.key, environment: "prod", from: at(0), to: at(6), reserveMinutes: 60, ...rest };
  return execute(bookWindow, by, input, now ? { now } : {});
};
const list = (w: World, by: Person = w.viewer, now?: Date) =>
  answer(listWindows, by, { upgrade: w.key }, now ? { now } : {});
const notices = async (w: World) => {
  const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
  const rows = await reader.notification.findMany({
    where: { kind: "window", upgradeId: id },
    orderBy: [{ createdAt: "asc" }, { title: "asc" }],
  });
  return rows.map(({ userId, title }) => [userId, title]);
};
/** What a refusal says, by code. */
const refusal = async (attempt: Promise<unknown>) => {
  const error = (await attempt.then(
    () => ({}),
    (reason: unknown) => reason,
  )) as { code?: string; details?: { refusals?: { code: string }[]; conflicts?: { key: string }[] } };
  return {
    code: error.code,
    codes: error.details?.refusals?.map(({ code }) => code) ?? [],
    conflicts: error.details?.conflicts?.map(({ key }) => key) ?? [],
  };
};

describe("A change window", () => {
  it("is booked with reserve, crew and shared systems; its crew is told, and history says so", async () => {
    const w = await world();
    await book(w, { crew: [w.engineer.id, w.lead.id], sharedSystems: ["LB Paris"] });
    const { windows } = await list(w);
    expect(windows).toMatchObject([
      {
        environment: { key: "prod", name: "Prod" },
        from: at(0),
        to: at(6),
        reserveMinutes: 60,
        crew: [{ name: "Ines" }, { name: "Omar" }],
        sharedSystems: ["LB Paris"],
        state: "booked",
        phase: "ahead",
        conflicts: [],
        version: 1,
      },
    ]);
    expect(await notices(w)).toEqual([[w.engineer.id, "You are in the change window of Prod"]]);
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "window.booked", subjectId: windows[0]?.id ?? "" },
    });
    expect(event.data).toMatchObject({ environment: "Prod", crew: ["Ines", "Omar"], conflicts: [] });
    await expectSettled(w.key);
  });

  it("is refused in a freeze, unless who books saw it and says why that is acceptable", async () => {
    const w = await world();
    const { id } = await execute(addFreeze, w.manager, freezeInput(w));
    const key = `freeze:${id}`;
    expect(await refusal(book(w))).toEqual({ code: "refused", codes: [`conflict:${key}`], conflicts: [key] });
    expect((await refusal(book(w, { acceptConflicts: [key] }))).codes).toEqual(["reason_needed"]);
    expect((await refusal(book(w, { acceptReason: "Agreed with finance" }))).codes).toEqual([
      `conflict:${key}`,
    ]);
    expect((await list(w)).windows).toEqual([]);
    await book(w, { acceptConflicts: [key], acceptReason: "Agreed with finance" });
    expect((await list(w)).windows).toMatchObject([
      { conflicts: [{ key, kind: "freeze", accepted: true }], acceptedReason: "Agreed with finance" },
    ]);
  });

  it("shows what has come up against it since it was booked", async () => {
    const w = await world();
    await book(w);
    const { id } = await execute(addFreeze, w.lead, freezeInput(w));
    expect((await list(w)).windows[0]?.conflicts).toMatchObject([{ key: `freeze:${id}`, accepted: false }]);
  });

  it("shares no person and no system with one of another upgrade, of which strangers learn nothing but the time", async () => {
    const [w, other] = [await world(), await world()];
    // Ines works in both upgrades; who books in the first is no member of the second.
    await execute(addMember, other.lead, { upgrade: other.key, person: w.engineer.id, roles: ["engineer"] });
    const theirs = await book(other, {
      crew: [w.engineer.id],
      sharedSystems: ["san  TWO"],
      from: at(5),
      to: at(9),
    });
    const attempt = book(w, { crew: [w.engineer.id], sharedSystems: ["SAN two"] });
    await expect(attempt).rejects.toThrow("Ines is in the window of another upgrade");
    await expect(attempt).rejects.toThrow("SAN two is needed in the window of another upgrade");
    expect((await refusal(book(w, { crew: [w.engineer.id] }))).conflicts).toEqual([
      `person:${w.engineer.id}:${theirs.id}`,
    ]);
    await expect(book(w, { crew: [w.engineer.id], by: w.lead })).rejects.not.toThrow(other.key);
    await book(w, { crew: [w.engineer.id], from: at(9), to: at(12) });
  });

  it("goes to one of two upgrades that book the same person at the same moment", async () => {
    const [w, other] = [await world(), await world()];
    await execute(addMember, other.lead, { upgrade: other.key, person: w.engineer.id, roles: ["engineer"] });
    const both = await Promise.allSettled([
      book(w, { crew: [w.engineer.id] }),
      book(other, { crew: [w.engineer.id] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is one at a time in an environment, for members of the upgrade only, ahead and after its start", async () => {
    const w = await world();
    await book(w);
    expect((await refusal(book(w, { from: at(20), to: at(22) }))).codes).toEqual(["booked_already"]);
    expect((await refusal(book(w, { environment: "dev", crew: [w.outsider.id] }))).code).toBe(
      "invalid_input",
    );
    expect((await refusal(book(w, { environment: "dev", to: at(0) }))).codes).toEqual(["end"]);
    expect((await refusal(book(w, { environment: "dev", from: at(-9_999) }))).codes).toContain("past");
    expect((await refusal(book(w, { environment: "moon" }))).code).toBe("not_found");
    const after = new Date(start + 7 * hour);
    await book(w, { from: at(20), to: at(22), now: after });
    expect((await list(w, w.viewer, after)).windows.map(({ phase }) => phase)).toEqual(["over", "ahead"]);
  });

  it("moves and is cancelled with a reason and the version that was seen; its crew is told", async () => {
    const w = await world();
    const { id } = await book(w, { crew: [w.engineer.id] });
    const move = (version: number, more: object) =>
      execute(moveWindow, w.manager, { upgrade: w.key, window: id, version, reason: "Vendor", ...more });
    await expect(move(1, { reason: " " })).rejects.toThrow("a reason is needed");
    await move(1, { from: at(1), crew: [w.lead.id] });
    await expect(move(1, { from: at(2) })).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { from: at(1), version: 2 } },
    });
    expect((await list(w)).windows[0]).toMatchObject({
      from: at(1),
      to: at(6),
      crew: [{ name: "Omar" }],
      reason: "Vendor",
    });
    const cancel = (version: number) =>
      execute(cancelWindow, w.lead, { upgrade: w.key, window: id, version, reason: "Not ready" });
    await cancel(2);
    await expect(cancel(3)).rejects.toThrow("was cancelled");
    await expect(move(3, {})).rejects.toThrow("was cancelled");
    expect((await list(w)).windows[0]).toMatchObject({ state: "cancelled", reason: "Not ready" });
    expect((await notices(w)).map(([, title]) => title)).toEqual([
      "You are in the change window of Prod",
      "The change window of Prod has changed: Vendor",
      "The change window of Prod has changed: Vendor",
    ]);
    await book(w);
  });

  it("is booked by leads and managers and seen by every member", async () => {
    const w = await world();
    for (const by of [w.engineer, w.viewer])
      await expect(book(w, { by })).rejects.toThrow("Only leads and managers can book change windows");
    await expect(list(w, w.outsider)).rejects.toMatchObject({ code: "not_found" });
    await book(w, { by: w.manager, environment: "dev" });
    const gone = execute(removeEnvironment, w.lead, { upgrade: w.key, environment: "dev", version: 1 });
    await expect(gone).rejects.toThrow("Dev has change windows");
  });

  it("reminds its crew a week, a day and an hour before and when it begins, once each, told by the clock", async () => {
    const w = await world();
    await book(w, { crew: [w.engineer.id, w.lead.id] });
    const earlier = (hours: number) => new Date(start - hours * hour + 1_000);
    await settleDue(earlier(7 * 24 + 1), false);
    expect(await notices(w)).toHaveLength(1);
    for (const hours of [7 * 24, 7 * 24 - 1, 24, 23, 1, 0.5]) await settleDue(earlier(hours), false);
    const titles = (await notices(w)).map(([, title]) => title);
    const said = (when: string) =>
      titles.filter((title) => title === `The change window of Prod begins ${when}`);
    expect(said("in less than 7 days")).toHaveLength(2);
    expect(said("in less than a day")).toHaveLength(2);
    expect(said("in less than an hour")).toHaveLength(2);
    expect(titles).toHaveLength(7);
    for (const hours of [0, 1, 6, 7]) await settleDue(new Date(start + hours * hour), false);
    expect((await notices(w)).slice(7).map(([, title]) => title)).toEqual([
      "The change window of Prod has begun",
      "The change window of Prod has begun",
    ]);
    const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const told = await reader.auditEvent.findMany({
      where: { chain: id, type: { startsWith: "window." } },
      orderBy: { seq: "asc" },
    });
    expect(told.map(({ type }) => type)).toEqual([
      "window.booked",
      ...Array.from({ length: 3 }, () => "window.reminded"),
      "window.began",
      "window.ended",
    ]);
  });
});

describe("A freeze", () => {
  it("is added, changed and removed with the version that was seen, and has a reason", async () => {
    const w = await world();
    const { id } = await execute(addFreeze, w.lead, freezeInput(w));
    await expect(execute(addFreeze, w.lead, { ...freezeInput(w), reason: "" })).rejects.toThrow(
      "has a reason",
    );
    await expect(execute(addFreeze, w.lead, { ...freezeInput(w), to: at(4) })).rejects.toThrow(
      "before it begins",
    );
    await expect(execute(addFreeze, w.engineer, freezeInput(w))).rejects.toThrow("Only leads and managers");
    await execute(editFreeze, w.lead, { upgrade: w.key, freeze: id, version: 1, to: at(50) });
    await expect(
      execute(editFreeze, w.lead, { upgrade: w.key, freeze: id, version: 1, name: "Later" }),
    ).rejects.toMatchObject({ code: "version_conflict", details: { current: { to: at(50), version: 2 } } });
    await execute(addFreeze, w.lead, { ...freezeInput(w), kind: "holiday", name: "New Year", reason: "" });
    expect((await list(w)).freezes.map(({ kind, name }) => [kind, name]).sort()).toEqual([
      ["freeze", "Year end"],
      ["holiday", "New Year"],
    ]);
    await execute(removeFreeze, w.lead, { upgrade: w.key, freeze: id, version: 2 });
    expect((await list(w)).freezes.map(({ name }) => name)).toEqual(["New Year"]);
  });
});

describe("The hours somebody can work in", () => {
  it("are set by themselves or a lead, with the version that was seen, and taken back", async () => {
    const w = await world();
    const set = (by: Person, person: Person, version: number, hours: object | null) =>
      execute(setCrewHours, by, {
        upgrade: w.key,
        person: person.id,
        version,
        hours: hours && { from: 1_200, to: 360, weekdays: [5, 4], ...hours },
      });
    await set(w.engineer, w.engineer, 0, {});
    await expect(set(w.engineer, w.lead, 0, {})).rejects.toThrow("Only leads set the hours of somebody else");
    await expect(set(w.lead, w.engineer, 0, {})).rejects.toMatchObject({ code: "version_conflict" });
    await set(w.lead, w.engineer, 1, { from: 1_260 });
    await expect(set(w.lead, w.engineer, 2, { weekdays: [] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(set(w.lead, w.outsider, 0, {})).rejects.toMatchObject({ code: "not_found" });
    const ines = (await list(w)).crew.find(({ id }) => id === w.engineer.id);
    expect(ines).toMatchObject({
      works: true,
      hours: { from: 1_260, to: 360, weekdays: [4, 5] },
      version: 2,
    });
    const [last] = await reader.auditEvent.findMany({
      where: { type: "crewHours.set", subjectId: w.engineer.id },
      orderBy: { seq: "desc" },
      take: 1,
    });
    expect(last?.data).toEqual({ name: "Ines", was: "Fri, Sat 20:00–06:00", is: "Fri, Sat 21:00–06:00" });
    await set(w.lead, w.engineer, 2, null);
    await expect(set(w.lead, w.engineer, 0, null)).rejects.toThrow("not known already");
  });
});

describe("The database", () => {
  it("refuses windows and freezes that the rules would not have let through", async () => {
    const w = await world();
    const { id } = await book(w);
    const { id: freeze } = await execute(addFreeze, w.lead, freezeInput(w));
    const set = (table: string, row: string, change: string) =>
      writer.$executeRawUnsafe(`UPDATE "${table}" SET ${change} WHERE id = '${row}'`);
    await expect(set("ChangeWindow", id, `"endsAt" = "startsAt", "reserveMinutes" = 0`)).rejects.toThrow(
      "window_ends_after_it_begins",
    );
    await expect(set("ChangeWindow", id, `"reserveMinutes" = 360`)).rejects.toThrow(
      "reserve_leaves_time_to_work",
    );
    await expect(set("ChangeWindow", id, `state = 'cancelled'`)).rejects.toThrow(
      "cancelled_window_has_a_reason",
    );
    await expect(set("ChangeWindow", id, `"acceptedConflicts" = '[1]'`)).rejects.toThrow("have_a_reason");
    await expect(set("ChangeWindow", id, `"endsAt" = "endsAt" + interval '1 hour'`)).rejects.toThrow(
      "unaudited change",
    );
    await expect(set("Freeze", freeze, `"endsAt" = "startsAt"`)).rejects.toThrow(
      "freeze_ends_after_it_begins",
    );
    await expect(set("Freeze", freeze, `reason = ''`)).rejects.toThrow("freeze_has_a_reason");
  });
});
