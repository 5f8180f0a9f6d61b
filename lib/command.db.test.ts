import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { setNote } from "@/features/steps/commands/plan-work";
import { appendEvents, lockChain } from "@/lib/audit";
import { execute, upgradeCommand } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { stepOf, type World, world } from "@/scripts/testing/world";

const input = z.object({ upgrade: z.string(), title: z.string().min(1) });
const output = z.object({ title: z.string() });

describe("The door of commands", () => {
  let w: World;
  let upgradeId: string;
  beforeAll(async () => {
    w = await world();
    upgradeId = (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id;
  });

  const titled = (run: Parameters<typeof upgradeCommand<typeof input, typeof output>>[0]["run"]) =>
    upgradeCommand({
      name: "upgrade.edit",
      summary: "Test",
      method: "POST",
      path: "/upgrades/{upgrade}/test",
      input,
      output,
      run,
    });
  const titleNow = async () => (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).title;

  it("reads nothing more of a call when the policy refuses it", async () => {
    const rest = vi.fn(async () => ({ note: "x", version: 1 }));
    const { id } = await stepOf(w.key, "dev", "D-01");
    // What is missing would come with the rest.
    const call = { upgrade: w.key, step: id } as Parameters<
      typeof execute<typeof setNote.input, typeof setNote.output, undefined>
    >[2];
    await expect(execute(setNote, w.viewer, call, { rest })).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(setNote, w.outsider, call, { rest })).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(setNote, null, call, { rest })).rejects.toMatchObject({ code: "not_signed_in" });
    expect(rest).not.toHaveBeenCalled();
    await execute(setNote, w.engineer, call, { rest });
    expect(rest).toHaveBeenCalledOnce();
  });

  it("asks the policy again when its turn has come: a role taken away meanwhile counts", async () => {
    const { id, version } = await stepOf(w.key, "dev", "D-02");
    let waiting: Promise<unknown> = Promise.resolve();
    await writer.$transaction(async (tx) => {
      const head = await lockChain(tx, upgradeId);
      waiting = execute(setNote, w.engineer, { upgrade: w.key, step: id, version, note: "too late" });
      waiting.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await tx.member.deleteMany({ where: { upgradeId, userId: w.engineer.id } });
      await appendEvents(tx, head, w.lead, ["lead"], new Date(), [
        {
          type: "member.removed",
          subject: { type: "member", id: w.engineer.id },
          data: { userId: w.engineer.id, name: "Ines", roles: ["engineer"] },
        },
      ]);
    });
    await expect(waiting).rejects.toMatchObject({ code: "not_found" });
    expect((await stepOf(w.key, "dev", "D-02")).note).toBe("");
  });

  it("refuses a command that changed something and tells no event, and keeps nothing of it", async () => {
    const silent = titled(async ({ tx, upgrade }, { title }) => {
      await tx.upgrade.update({ where: { id: upgrade.id }, data: { title } });
      return { output: { title }, events: [] };
    });
    await expect(execute(silent, w.lead, { upgrade: w.key, title: "Silent" })).rejects.toThrow(
      "without an event",
    );
    expect(await titleNow()).toBe("Small upgrade");
  });

  it("keeps nothing of a command that fails after it wrote", async () => {
    const broken = titled(async ({ tx, upgrade }, { title }) => {
      await tx.upgrade.update({ where: { id: upgrade.id }, data: { title } });
      throw new Error("broken");
    });
    await expect(execute(broken, w.lead, { upgrade: w.key, title: "Half" })).rejects.toThrow("broken");
    expect(await titleNow()).toBe("Small upgrade");
    // The next one is not held up by it.
    const { id, version } = await stepOf(w.key, "dev", "D-03");
    await execute(setNote, w.lead, { upgrade: w.key, step: id, version, note: "fine" });
  });

  it("lets commands of one upgrade see each other's work, one after the other", async () => {
    let inside = 0;
    let together = 0;
    const slow = titled(async ({ upgrade }, { title }) => {
      inside += 1;
      together = Math.max(together, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
      return {
        output: { title },
        events: [
          { type: "upgrade.edited", subject: { type: "upgrade", id: upgrade.id }, data: { changes: [] } },
        ],
        touched: [],
      };
    });
    const before = await reader.auditChain.findUniqueOrThrow({ where: { id: upgradeId } });
    await Promise.all(
      Array.from({ length: 8 }, (_, at) => execute(slow, w.lead, { upgrade: w.key, title: `${at}` })),
    );
    expect(together).toBe(1);
    expect((await reader.auditChain.findUniqueOrThrow({ where: { id: upgradeId } })).seq).toBe(
      before.seq + 8,
    );
  });

  it("answers the text that nobody can store with the field that holds it", async () => {
    const any = titled(async () => {
      throw new Error("must not run");
    });
    for (const title of ["a\0b", "half \ud800 pair"]) {
      await expect(execute(any, w.lead, { upgrade: w.key, title })).rejects.toMatchObject({
        code: "invalid_input",
        details: { fields: [{ path: "title" }] },
      });
    }
  });
});
