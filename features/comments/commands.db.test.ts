import { describe, expect, it } from "vitest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { stepOf, world } from "@/scripts/testing/world";
import { addComment, editComment, removeComment } from "./commands";
import { listComments } from "./queries";

const handle = (person: { email: string }) => `@${person.email.split("@")[0]}`;

describe("Comments on a step", () => {
  it("tell the people they mention once, also by full name, and nobody of another upgrade", async () => {
    const [w, other] = [await world(), await world()];
    const { id: step } = await stepOf(w.key, "dev", "D-02");
    const body = `${handle(w.lead)} and @"Priya", is this ${handle(other.lead)}'s or \`${handle(w.manager2)}\`? I, ${handle(w.engineer)}, don't know.`;
    const added = await execute(addComment, w.engineer, { upgrade: w.key, step, body });
    const told = await reader.notification.findMany({
      where: {
        kind: "mentioned",
        userId: {
          in: [w, other].flatMap((one) => [one.lead.id, one.manager.id, one.manager2.id, one.engineer.id]),
        },
      },
    });
    expect(told.map((notice) => notice.userId).sort()).toEqual([w.lead.id, w.manager.id].sort());
    expect(told[0]).toMatchObject({
      title: "Ines mentioned you on D-02 “Dump the database”",
      href: `/u/${w.key}/e/dev/checklist?step=D-02`,
    });

    const more = `${body} ${handle(w.manager2)}`;
    await execute(editComment, w.engineer, { upgrade: w.key, comment: added.id, version: 1, body: more });
    expect(
      await reader.notification.count({
        where: { kind: "mentioned", userId: { in: [w.lead.id, w.manager.id, w.manager2.id] } },
      }),
    ).toBe(3);
    const [shown] = (await answer(listComments, w.viewer, { upgrade: w.key, step })).items;
    expect(shown).toMatchObject({ body: more, author: { name: "Ines" }, mine: false, version: 2 });
    expect(shown?.editedAt).not.toBeNull();
    expect(shown?.mentions.map(({ name, start, end }) => [name, more.slice(start, end)])).toEqual([
      ["Omar", handle(w.lead)],
      ["Priya", '@"Priya"'],
      ["Ines", handle(w.engineer)],
      ["Hana", handle(w.manager2)],
    ]);
    await expectSettled(w.key);
  });

  it("are edited and removed by their author alone, on the version that was seen; history keeps the words", async () => {
    const w = await world();
    const { id: step, upgradeId } = await stepOf(w.key, null, "P-01");
    const { id } = await execute(addComment, w.manager, {
      upgrade: w.key,
      step,
      body: "When will it be here?",
    });
    const edit = { upgrade: w.key, comment: id, version: 1, body: "Tomorrow?" };
    await expect(execute(editComment, w.lead, edit)).rejects.toMatchObject({ code: "forbidden" });
    await execute(editComment, w.manager, edit);
    await expect(execute(editComment, w.manager, edit)).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { body: "Tomorrow?", version: 2 } },
    });
    await expect(
      execute(removeComment, w.manager, { upgrade: w.key, comment: id, version: 1 }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    await execute(removeComment, w.manager, { upgrade: w.key, comment: id, version: 2 });
    expect((await answer(listComments, w.lead, { upgrade: w.key, step })).items).toEqual([]);
    await expect(
      execute(removeComment, w.manager, { upgrade: w.key, comment: id, version: 3 }),
    ).rejects.toMatchObject({ code: "not_found" });
    const events = await reader.auditEvent.findMany({
      where: { chain: upgradeId, subjectId: id },
      orderBy: { seq: "asc" },
    });
    expect(events.map((event) => event.type)).toEqual(["comment.added", "comment.edited", "comment.removed"]);
    expect(events[2]?.data).toMatchObject({ body: "Tomorrow?" });
  });

  it("are refused to viewers and outsiders, when empty, and on steps of other upgrades", async () => {
    const [w, other] = [await world(), await world()];
    const { id: step } = await stepOf(w.key, "dev", "D-01");
    await expect(execute(addComment, w.viewer, { upgrade: w.key, step, body: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(execute(addComment, w.outsider, { upgrade: w.key, step, body: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(execute(addComment, w.lead, { upgrade: w.key, step, body: " \n " })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(
      execute(addComment, w.lead, { upgrade: w.key, step, body: "a\u0000b" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      execute(addComment, other.lead, { upgrade: other.key, step, body: "x" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
