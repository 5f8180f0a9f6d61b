import { beforeAll, describe, expect, it } from "vitest";
import { declareChange } from "@/features/environments/commands/values";
import { appendEvents, lockChain } from "@/lib/audit";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { unlockByPrevious } from "@/lib/previous-upgrade";
import { answer } from "@/lib/read";
import { settle } from "@/lib/settle";
import { bringToProduction, nextHop, steppedWorld, storeSteppedPlaybook } from "@/scripts/testing/hops";
import { type Operation, send, tokenOf } from "@/scripts/testing/rest";
import { expectSettled } from "@/scripts/testing/settled";
import { look } from "@/scripts/testing/signing";
import { type Person, type World, world } from "@/scripts/testing/world";
import { archiveUpgrade, restoreUpgrade } from "./commands/edit";
import { followPrevious, linkPrevious, unlinkPrevious } from "./commands/previous";
import { getPrevious } from "./queries";

const waits = async (person: Person, upgrade: string) =>
  (await look(person, upgrade, "dev", "entry")).blockers.filter(
    ({ kind }) => kind === "previous_upgrade_unsigned",
  );
const found = (chain: string) =>
  reader.auditEvent.findMany({
    where: { type: "upgrade.previousSigned", chain },
    orderBy: { seq: "asc" },
  });
const idOf = async (key: string) =>
  (await reader.upgrade.findUniqueOrThrow({ where: { key }, select: { id: true } })).id;

beforeAll(storeSteppedPlaybook);

describe("An upgrade behind that of the hop before", () => {
  it("waits at its first gate, which names the other one and leads to where it can be unlinked", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    expect(await waits(w.engineer, key)).toMatchObject([
      {
        title: `${w.key} is not in production yet`,
        detail: `This upgrade starts from 2.0.0, which ${w.key} brings.`,
        waivable: false,
        subject: { type: "upgrade", code: w.key },
        href: `/u/${key}/settings#previous`,
      },
    ]);
    const [event] = await reader.auditEvent.findMany({
      where: { chain: await idOf(key), type: "upgrade.previousLinked" },
    });
    expect(event?.data).toEqual({ previous: w.key });
    await expect(execute(followPrevious, w.lead, { upgrade: key })).rejects.toMatchObject({
      code: "refused",
      message: `${w.key} is not in production yet: its exit is shut.`,
    });
    await expectSettled(w.key);
    await expectSettled(key);
  });

  it("is unlocked by the clock when that is signed off, once, by Liftlock, and its leads are told", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    await settleDue();
    expect(await waits(w.lead, key)).toHaveLength(1);
    await bringToProduction(w);
    const id = await idOf(key);
    expect(await found(id)).toHaveLength(0);

    await settleDue();
    await settleDue();
    expect(await waits(w.lead, key)).toEqual([]);
    expect(await found(id)).toMatchObject([{ actorName: "Liftlock", data: { previous: w.key } }]);
    const told = await reader.notification.findMany({
      where: { upgradeId: id, title: `${w.key} is in production: ${key} can start` },
    });
    expect(told.map(({ userId }) => userId)).toEqual([w.lead.id]);
    await expectSettled(w.key);
    await expectSettled(key);
  });

  it("is not shut again when the production of that one is changed later", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    await bringToProduction(w);
    await execute(followPrevious, w.lead, { upgrade: key });
    await execute(declareChange, w.engineer, { upgrade: w.key, environment: "prod", reason: "New disk" });
    expect((await look(w.lead, w.key, "prod", "exit")).state).not.toBe("open");
    await settleDue();
    expect(await waits(w.lead, key)).toEqual([]);
    await expectSettled(w.key);
    await expectSettled(key);
  });

  it("is unlocked by one of several people and clocks that look at the same moment", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    await bringToProduction(w);
    const looks = await Promise.allSettled([
      execute(followPrevious, w.lead, { upgrade: key }),
      execute(followPrevious, w.lead, { upgrade: key }),
      settleDue(),
      settleDue(),
    ]);
    const refused = looks.flatMap((look) => (look.status === "rejected" ? [look.reason] : []));
    for (const reason of refused)
      expect(reason).toMatchObject({
        code: "refused",
        message: `${w.key} was found in production already.`,
      });
    expect(refused.length).toBeGreaterThan(0);
    expect(await found(await idOf(key))).toHaveLength(1);
    await expectSettled(key);
  });

  it("is unlocked by one of two processes, which the lock of its history keeps apart", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    await bringToProduction(w);
    const id = await idOf(key);
    const now = new Date();
    // Past the queue that a process keeps for each upgrade.
    const elsewhere = () =>
      writer.$transaction(async (tx) => {
        const head = await lockChain(tx, id);
        const unlocked = await unlockByPrevious(tx, id, now);
        const followed = await settle(tx, id, now);
        const events = [...(unlocked?.events ?? []), ...followed.events];
        if (unlocked) await appendEvents(tx, head, { id: null, name: "Liftlock" }, [], now, events);
        return unlocked !== null;
      });
    const both = await Promise.all([elsewhere(), elsewhere()]);
    expect(both.sort()).toEqual([false, true]);
    expect(await found(id)).toHaveLength(1);
    await settleDue();
    expect(await found(id)).toHaveLength(1);
    await expectSettled(key);
  });
});

describe("An upgrade that is archived while it waits", () => {
  it("stays as it is, and is unlocked after a lead has brought it back", async () => {
    const w = await steppedWorld();
    const key = await nextHop(w);
    await execute(archiveUpgrade, w.lead, { upgrade: key, version: 1, reason: "Later" });
    await bringToProduction(w);
    await settleDue();
    await expect(execute(followPrevious, w.lead, { upgrade: key })).rejects.toMatchObject({
      code: "archived",
    });
    expect(await waits(w.lead, key)).toHaveLength(1);
    await expectSettled(key);
    await execute(restoreUpgrade, w.lead, { upgrade: key, version: 2 });
    await settleDue();
    expect(await waits(w.lead, key)).toEqual([]);
    await expectSettled(key);
  });
});

describe("A program", () => {
  it("links, looks, reads and unlinks over REST", async () => {
    const w = await steppedWorld();
    const later = await steppedWorld({ from: "2.0.0", to: "3.0.0" }, w.lead);
    const token = await tokenOf(w.lead);
    const call = async (operation: Operation, more: object = {}) => {
      const response = await send(operation, { upgrade: later.key, ...more }, { token });
      return [response.status, await response.json()];
    };
    expect(await call(linkPrevious, { previous: w.key, version: 1 })).toMatchObject([
      200,
      { version: 2, signedAt: null },
    ]);
    expect(await call(followPrevious)).toMatchObject([409, { code: "refused" }]);
    await bringToProduction(w);
    expect(await call(followPrevious)).toMatchObject([200, { version: 2, previous: w.key }]);
    expect(await call(getPrevious)).toMatchObject([
      200,
      { previous: { key: w.key, signedAt: expect.any(String), seen: { title: "First hop" } } },
    ]);
    expect(await call(unlinkPrevious, { version: 2 })).toMatchObject([400, { code: "invalid_input" }]);
    expect(await call(unlinkPrevious, { version: 2, reason: "Over" })).toMatchObject([200, { version: 3 }]);
    expect(await call(getPrevious)).toMatchObject([200, { version: 3, previous: null }]);
    await expectSettled(later.key);
  });
});

describe("A link to the hop before", () => {
  const link = (person: Person, upgrade: string, previous: string, version = 1) =>
    execute(linkPrevious, person, { upgrade, previous, version });

  it("shuts the first gate, and opens it again when a lead takes it away and says why", async () => {
    const w = await steppedWorld();
    const later = await steppedWorld({ from: "2.0.0", to: "3.0.0" }, w.lead);
    expect(await waits(w.lead, later.key)).toEqual([]);
    await expect(link(w.lead, later.key, w.key, 7)).rejects.toMatchObject({ code: "version_conflict" });
    expect(await link(w.lead, later.key, w.key)).toEqual({
      key: later.key,
      version: 2,
      previous: w.key,
      signedAt: null,
    });
    expect(await waits(w.lead, later.key)).toHaveLength(1);
    await expectSettled(later.key);
    await expect(link(w.lead, later.key, w.key, 2)).rejects.toMatchObject({ code: "refused" });

    await execute(unlinkPrevious, w.lead, { upgrade: later.key, version: 2, reason: "Goes its own way" });
    expect(await waits(w.lead, later.key)).toEqual([]);
    await expect(
      execute(unlinkPrevious, w.lead, { upgrade: later.key, version: 3, reason: "Again" }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(execute(followPrevious, w.lead, { upgrade: later.key })).rejects.toMatchObject({
      message: `${later.key} comes after no other upgrade.`,
    });
    await expectSettled(w.key);
    await expectSettled(later.key);
  });

  it("to one that is in production already lets the upgrade start at once", async () => {
    const w = await steppedWorld();
    await bringToProduction(w);
    const later = await steppedWorld({ from: "2.0.0", to: "3.0.0" }, w.lead);
    expect((await link(w.lead, later.key, w.key)).signedAt).not.toBeNull();
    expect(await waits(w.lead, later.key)).toEqual([]);
    expect(await found(await idOf(later.key))).toHaveLength(1);
    await expectSettled(later.key);
  });

  it("is refused to itself, to another release, in a circle, to an archived one and to one of others", async () => {
    const w = await steppedWorld();
    const later = await steppedWorld({ from: "2.0.0", to: "3.0.0" }, w.lead);
    const stranger = await steppedWorld();
    const refusal = async (of: Promise<unknown>) =>
      of.then(
        () => "linked",
        (error: { code: string; details: { refusals?: { code: string }[] } }) =>
          error.details.refusals?.map(({ code }) => code).join() ?? error.code,
      );
    expect(await refusal(link(w.lead, w.key, w.key))).toBe("itself");
    expect(await refusal(link(w.lead, w.key, later.key))).toBe("other_release");
    expect(await refusal(link(w.lead, later.key, stranger.key))).toBe("not_found");
    expect(await refusal(link(w.lead, later.key, "NO-SUCH-1"))).toBe("not_found");
    expect(await refusal(link(w.engineer, w.key, later.key))).toBe("forbidden");
    await link(w.lead, later.key, w.key);
    expect(await refusal(link(w.lead, w.key, later.key))).toBe("circle,other_release");
    await execute(archiveUpgrade, w.lead, { upgrade: w.key, version: 1, reason: "Given up" });
    const other = await steppedWorld({ from: "2.0.0", to: "3.0.0" }, w.lead);
    expect(await refusal(link(w.lead, other.key, w.key))).toBe("previous_archived");
    expect(await waits(w.lead, later.key)).toHaveLength(1);
    await expectSettled(later.key);
    await expectSettled(other.key);
  });

  it("tells somebody who is no member of the other upgrade its key and no more", async () => {
    const w = await steppedWorld();
    const later = await steppedWorld({ from: "2.0.0", to: "3.0.0", title: "Second hop" }, w.lead);
    await link(w.lead, later.key, w.key);
    const seen = await answer(getPrevious, later.engineer, { upgrade: later.key });
    expect(seen).toEqual({
      version: 2,
      previous: { key: w.key, signedAt: null, seen: null },
      choices: [],
      next: [],
    });
    expect(await answer(getPrevious, w.lead, { upgrade: later.key })).toMatchObject({
      previous: { key: w.key, seen: { title: "First hop", from: "1.0.0", to: "2.0.0", archived: false } },
      choices: [{ key: w.key }],
    });
    const gate = await look(later.engineer, later.key, "dev", "entry");
    const history = await reader.auditEvent.findMany({ where: { chain: await idOf(later.key) } });
    const told = JSON.stringify([gate, history.map(({ data }) => data)]);
    expect(told).not.toContain("First hop");
    expect(told).toContain(w.key);
    expect(await answer(getPrevious, w.lead, { upgrade: w.key })).toMatchObject({
      previous: null,
      next: [{ key: later.key, title: "Second hop", waits: true }],
    });
    expect((await answer(getPrevious, w.engineer, { upgrade: w.key })).next).toEqual([]);
    await expectSettled(later.key);
  });
});

it("An upgrade without a link is left alone by the clock", async () => {
  const w: World = await world();
  await settleDue();
  expect(await found(await idOf(w.key))).toEqual([]);
  await expectSettled(w.key);
});
