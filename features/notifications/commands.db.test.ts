import { describe, expect, it } from "vitest";
import type { NotificationKind } from "@/domain/notification";
import { addComment } from "@/features/comments/commands";
import { addMember, removeMember } from "@/features/members/commands/members";
import { assignStep } from "@/features/steps/commands/plan-work";
import { blockStep, finishStep, reopenStep } from "@/features/steps/commands/state";
import { recordExecutions } from "@/features/test-runs/commands/record";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { clearEnvironment } from "@/scripts/testing/facts";
import { signNow } from "@/scripts/testing/signing";
import { act, openDev } from "@/scripts/testing/steps";
import { runIn } from "@/scripts/testing/tests";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { readNotifications } from "./commands";
import { countWaiting, listNotifications } from "./queries";

async function told(who: Person, kind?: NotificationKind) {
  const { items } = await answer(listNotifications, who, {});
  return items.filter((item) => kind === undefined || item.kind === kind);
}

async function assign(w: World, by: Person, to: Person, code = "D-01") {
  const { id, version } = await stepOf(w.key, "dev", code);
  return execute(assignStep, by, { upgrade: w.key, step: id, version, assigneeId: to.id });
}

/** Dev with nothing missing but its exit signature, reached by the engineer's last finished step. */
async function readyDev(w: World) {
  await clearEnvironment(w.key, "dev", w.engineer.id);
  await act(w, w.engineer, reopenStep, "dev", "D-03", { reason: "once more" });
  await act(w, w.engineer, finishStep, "dev", "D-03");
  // The data were migrated anew, so what was tested before has to be tested again.
  const run = await runIn(w);
  await execute(recordExecutions, w.engineer, {
    upgrade: w.key,
    run,
    executions: [
      { testCase: "TC-1", result: "passed" },
      { testCase: "TC-2", result: "passed", measured: 900 },
    ],
  });
}

describe("People are told", () => {
  it("what they were given, with the way there, unless they took it themselves", async () => {
    const w = await world();
    await assign(w, w.lead, w.engineer);
    await assign(w, w.lead, w.lead, "D-02");
    expect(await told(w.engineer)).toMatchObject([
      {
        kind: "assigned",
        title: "Omar assigned D-01 “Check the disk” to you",
        href: `/u/${w.key}/e/dev/checklist?step=D-01`,
        upgrade: { key: w.key },
        readAt: null,
      },
    ]);
    expect(await told(w.lead)).toEqual([]);
  });

  it("that somebody mentioned them, and not that they mentioned themselves", async () => {
    const w = await world();
    const { id: step } = await stepOf(w.key, "dev", "D-01");
    await execute(addComment, w.engineer, { upgrade: w.key, step, body: '@"Priya" and @"Ines", look' });
    expect((await told(w.manager, "mentioned")).map(({ title }) => title)).toEqual([
      "Ines mentioned you on D-01 “Check the disk”",
    ]);
    expect(await told(w.engineer, "mentioned")).toEqual([]);
  });

  it("that something blocks and they can clear it", async () => {
    const w = await world();
    await openDev(w);
    await assign(w, w.lead, w.engineer, "D-02");
    await act(w, w.lead, blockStep, "dev", "D-02", { reason: "no disk left" });
    expect((await told(w.engineer, "blocker_mine"))[0]).toMatchObject({
      title: expect.stringContaining("D-02 “Dump the database”"),
      href: expect.stringContaining(`/u/${w.key}/e/dev/`),
    });
    expect(await told(w.lead, "blocker_mine")).toEqual([]);
  });

  it("that a gate wants their signature once nothing else is missing: those who can sign, not who did the work", async () => {
    const w = await world();
    await readyDev(w);
    expect(await told(w.lead, "signature_wanted")).toMatchObject([
      { title: "Dev exit is ready for your signature", href: `/u/${w.key}/e/dev/exit` },
    ]);
    for (const other of [w.engineer, w.manager, w.viewer])
      expect(await told(other, "signature_wanted")).toEqual([]);
  });

  it("that a gate opened: leads and engineers but the one whose signature opened it", async () => {
    const w = await world();
    await readyDev(w);
    await signNow(w.lead, w.key, "dev", "exit");
    expect((await told(w.engineer, "gate_opened")).map(({ title }) => title)).toContain(
      "The gate Dev exit is open",
    );
    expect((await told(w.lead, "gate_opened")).map(({ title }) => title)).not.toContain(
      "The gate Dev exit is open",
    );
    expect(await told(w.viewer)).toEqual([]);
  });

  it("that their signature went stale, and what changed", async () => {
    const w = await world();
    await readyDev(w);
    await signNow(w.lead, w.key, "dev", "exit");
    await act(w, w.engineer, reopenStep, "dev", "D-03", { reason: "wrong data" });
    expect(await told(w.lead, "signature_stale")).toMatchObject([
      {
        title: expect.stringContaining("Your signature of Dev exit went stale: "),
        href: `/u/${w.key}/e/dev/exit`,
      },
    ]);
    expect(await told(w.engineer, "signature_stale")).toEqual([]);
  });

  it("nothing more once they left the upgrade or were disabled, and what they were told before is gone from their list", async () => {
    const w = await world();
    await execute(addMember, w.lead, { upgrade: w.key, person: w.outsider.id, roles: ["lead"] });
    await readyDev(w);
    expect(await told(w.outsider, "signature_wanted")).toHaveLength(1);
    await signNow(w.outsider, w.key, "dev", "exit");
    await execute(removeMember, w.lead, { upgrade: w.key, person: w.outsider.id, version: 1 });
    await act(w, w.engineer, reopenStep, "dev", "D-03", { reason: "wrong data" });
    expect(await told(w.outsider)).toEqual([]);
    expect(await answer(countWaiting, w.outsider, {})).toEqual({ unread: 0, waiting: 0 });
    await execute(addMember, w.lead, { upgrade: w.key, person: w.outsider.id, roles: ["viewer"] });
    expect(await told(w.outsider, "signature_stale")).toEqual([]);
  });
});

describe("Notifications", () => {
  it("are counted while unread, read one by one or all at once, and never by somebody else", async () => {
    const w = await world();
    for (const code of ["D-01", "D-02", "D-03"]) await assign(w, w.lead, w.engineer, code);
    expect(await answer(countWaiting, w.engineer, {})).toMatchObject({ unread: 3 });
    const [first, second] = await told(w.engineer);
    if (!first || !second) throw new Error("nobody was told");

    expect(await execute(readNotifications, w.manager, { ids: [first.id] })).toEqual({ read: 0 });
    expect(await execute(readNotifications, w.engineer, { ids: [first.id] })).toEqual({ read: 1 });
    expect(await execute(readNotifications, w.engineer, { ids: [first.id] })).toEqual({ read: 0 });
    const unread = await answer(listNotifications, w.engineer, { show: "unread" });
    expect(unread).toMatchObject({ unread: 2, next: null });
    expect(unread.items.map(({ id }) => id)).not.toContain(first.id);
    expect(await execute(readNotifications, w.engineer, {})).toEqual({ read: 2 });
    expect(await answer(countWaiting, w.engineer, {})).toMatchObject({ unread: 0 });

    await expect(execute(readNotifications, w.engineer, { ids: ["1; DROP TABLE x"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(execute(readNotifications, null, {})).rejects.toMatchObject({ code: "not_signed_in" });
    await expect(execute(readNotifications, { ...w.engineer, readOnly: true }, {})).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(answer(listNotifications, null, {})).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("come in pages, latest first", async () => {
    const w = await world();
    for (const code of ["D-01", "D-02", "D-03"]) await assign(w, w.lead, w.engineer, code);
    const all = await told(w.engineer);
    const one = await answer(listNotifications, w.engineer, { limit: 2 });
    const two = await answer(listNotifications, w.engineer, { limit: 2, cursor: one.next ?? "" });
    expect([...one.items, ...two.items]).toEqual(all);
    expect(two.next).toBeNull();
  });
});
