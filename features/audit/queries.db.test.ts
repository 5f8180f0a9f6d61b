import { describe, expect, it } from "vitest";
import { createChainVerifier } from "@/domain/audit-chain";
import { addComment, addItemComment } from "@/features/comments/commands";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { addItem } from "@/features/inventory/commands/items";
import { assignStep } from "@/features/steps/commands/plan-work";
import { blockStep } from "@/features/steps/commands/state";
import { sha256 } from "@/lib/audit";
import { execute } from "@/lib/command";
import { parseCsv } from "@/lib/csv";
import { reader } from "@/lib/db";
import type { FileStream } from "@/lib/file-stream";
import { type AnyQuery, answer } from "@/lib/read";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { exportAuditCsv, exportAuditJson, exportInstanceCsv } from "./queries/export";
import { listActors, listAudit, listInstanceAudit } from "./queries/list";

async function withEvents(): Promise<World & { step: string }> {
  const w = await world();
  const step = await stepOf(w.key, "dev", "D-01");
  await execute(assignStep, w.lead, {
    upgrade: w.key,
    step: step.id,
    version: step.version,
    assigneeId: w.engineer.id,
  });
  await execute(addComment, w.manager, {
    upgrade: w.key,
    step: step.id,
    body: '=HYPERLINK("https://evil.example") in 100 % of "cases"',
  });
  return { ...w, step: step.id };
}

async function textOf(file: FileStream): Promise<string> {
  let text = "";
  for await (const part of file.content) text += part;
  return text;
}

describe("The history of an upgrade", () => {
  it("tells in sentences what happened, latest first, each with a link to its thing", async () => {
    const w = await withEvents();
    const { items } = await answer(listAudit, w.viewer, { upgrade: w.key });
    expect(items[0]).toMatchObject({
      type: "comment.added",
      group: "comments",
      actor: { id: w.manager.id, name: "Priya", roles: ["manager"] },
      environment: { name: "Dev" },
      href: `/u/${w.key}/e/dev/checklist?step=D-01`,
    });
    expect(items[0]?.sentence).toMatch(/^Priya commented on D-01 “.+”: =HYPERLINK/);
    expect(items[1]).toMatchObject({ type: "step.assigned", href: `/u/${w.key}/e/dev/checklist?step=D-01` });
    expect(items.map((item) => item.seq)).toEqual([...items.map((item) => item.seq)].sort((a, b) => b - a));
    expect(items.at(-1)).toMatchObject({ seq: 1 });
  });

  it("leads from an event of an item, its comments and its evidence to the item", async () => {
    const w = await world();
    const at = { upgrade: w.key };
    const { id } = await execute(addItem, w.engineer, { ...at, kind: "part", title: "Gearbox", fields: {} });
    await execute(addItemComment, w.manager, { ...at, item: id, body: "Which one?" });
    await execute(addEvidence, w.engineer, { ...at, item: id, text: "The heavy one", name: "weighed" });
    const { items } = await answer(listAudit, w.viewer, at);
    expect(items.slice(0, 3).map(({ type, href }) => [type, href])).toEqual(
      ["evidence.added", "comment.added", "item.added"].map((type) => [
        type,
        `/u/${w.key}/inventory/items/PA-1`,
      ]),
    );
  });

  it("comes in pages that neither repeat nor leave out an event", async () => {
    const w = await withEvents();
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { seq: number }[]; next: string | null } = await answer(listAudit, w.viewer, {
        upgrade: w.key,
        limit: 3,
        cursor,
      });
      seen.push(...page.items.map((item) => item.seq));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from(seen, (_, index) => seen.length - index));
    expect(seen.length).toBe(
      (await answer(listAudit, w.viewer, { upgrade: w.key, limit: 500 })).items.length,
    );
  });

  it("is narrowed by group, person, environment, subject, text and time", async () => {
    const w = await withEvents();
    const types = async (given: object) =>
      (await answer(listAudit, w.viewer, { upgrade: w.key, ...given })).items.map((item) => item.type);
    expect(await types({ group: "comments" })).toEqual(["comment.added"]);
    expect(await types({ type: "step.assigned" })).toEqual(["step.assigned"]);
    expect(await types({ person: w.manager.id })).toEqual(["comment.added"]);
    expect(await types({ environment: "dev", group: "steps" })).toEqual(["step.assigned"]);
    expect(await types({ environment: "prod", group: "steps" })).toEqual([]);
    expect(await types({ subject: w.step })).toEqual(["comment.added", "step.assigned"]);
    expect(await types({ q: "100 %" })).toEqual(["comment.added"]);
    expect(await types({ q: "100 _" })).toEqual([]);
    expect(await types({ q: "priya", group: "comments" })).toEqual(["comment.added"]);
    expect(await types({ q: "'; DROP TABLE x; --" })).toEqual([]);
    expect(await types({ to: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await types({ from: "2020-01-01T00:00:00Z", group: "comments" })).toEqual(["comment.added"]);
    await expect(types({ environment: "moon" })).rejects.toMatchObject({ code: "not_found" });
    await expect(types({ person: "me" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(types({ group: "everything" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("shows each event on the first page that everybody reads, and who is behind it by their latest name", async () => {
    const w = await withEvents();
    const first = async () => (await answer(listAudit, w.viewer, { upgrade: w.key })).items[0]?.type;
    const actors = async () => (await answer(listActors, w.viewer, { upgrade: w.key })).items;
    expect(await first()).toBe("comment.added");
    const before = (await actors()).find(({ id }) => id === w.manager.id);
    await execute(
      addComment,
      { ...w.manager, name: "Zoe" },
      { upgrade: w.key, step: w.step, body: "Counted again." },
    );
    expect((await answer(listAudit, w.viewer, { upgrade: w.key })).items[0]?.sentence).toMatch(
      /^Zoe commented .+: Counted again\.$/,
    );
    expect(before).toMatchObject({ name: "Priya" });
    expect((await actors()).at(-1)).toEqual({
      id: w.manager.id,
      name: "Zoe",
      events: (before?.events ?? 0) + 1,
    });
    expect(
      (await answer(listAudit, w.viewer, { upgrade: w.key, group: "comments" })).items.map(
        ({ actor }) => actor.name,
      ),
    ).toEqual(["Zoe", "Priya"]);
  });

  it("is for members only, whatever their role, and holds nothing of other upgrades", async () => {
    const [w, other] = [await withEvents(), await withEvents()];
    for (const query of [listAudit, listActors, exportAuditCsv, exportAuditJson] as readonly AnyQuery[]) {
      await expect(answer(query, w.outsider, { upgrade: w.key })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(answer(query, null, { upgrade: w.key })).rejects.toMatchObject({ code: "not_signed_in" });
    }
    expect((await answer(listAudit, w.viewer, { upgrade: w.key, subject: other.step })).items).toEqual([]);
    expect((await answer(listActors, w.viewer, { upgrade: w.key })).items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Omar", "Priya"]),
    );
  });

  it("of the instance is for admins", async () => {
    const w = await world();
    await expect(answer(listInstanceAudit, w.lead, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(answer(exportInstanceCsv, w.lead, {})).rejects.toMatchObject({ code: "forbidden" });
    const { items } = await answer(listInstanceAudit, w.admin, { group: "people", q: w.viewer.email });
    expect(items[0]).toMatchObject({
      type: "person.joined",
      href: `/admin?q=${encodeURIComponent(w.viewer.email)}`,
    });
  });
});

describe("An exported history", () => {
  it("as CSV runs no formula in a spreadsheet and can be narrowed like the list", async () => {
    const w = await withEvents();
    const file = await answer(exportAuditCsv, w.viewer, { upgrade: w.key, group: "comments" });
    expect(file).toMatchObject({
      name: expect.stringMatching(/^audit-TEST-.*\.csv$/),
      mediaType: "text/csv; charset=utf-8",
    });
    const { header, rows } = parseCsv(new TextEncoder().encode(await textOf(file)));
    expect(header[4]).toBe("What happened");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cells[4]).toMatch(/^Priya commented on/);

    const hostile = await world();
    const step = await stepOf(hostile.key, "dev", "D-01");
    const { version } = await execute(blockStep, hostile.lead, {
      upgrade: hostile.key,
      step: (await stepOf(hostile.key, null, "P-01")).id,
      version: 1,
      reason: "=1+1",
    });
    expect(version).toBe(2);
    const lines = await textOf(await answer(exportAuditCsv, hostile.lead, { upgrade: hostile.key }));
    expect(lines).not.toMatch(/(^|,|\n)"?[=+@-]/);
    expect(step.code).toBe("D-01");
  });

  it("as JSON holds everything that verifying needs: rows, hashes and the head", async () => {
    const w = await withEvents();
    const parsed: unknown = JSON.parse(
      await textOf(await answer(exportAuditJson, w.viewer, { upgrade: w.key })),
    );
    const { chain, events, head } = parsed as {
      chain: string;
      events: Parameters<ReturnType<typeof createChainVerifier>["next"]>[0][];
      head: { seq: number; hash: string };
    };
    expect(head.seq).toBe((await reader.auditChain.findUniqueOrThrow({ where: { id: chain } })).seq);
    expect(events).toHaveLength(head.seq);
    const verifier = createChainVerifier(chain, sha256);
    for (const event of events) expect(verifier.next({ ...event, chain })).toBe(true);
    expect(verifier.finish(head)).toBeNull();
  });
});
