import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import { chainMaterial } from "@/domain/audit-chain";
import { sha256 } from "@/lib/audit";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { tamper, withHistory } from "@/scripts/testing/history";
import { type World, world } from "@/scripts/testing/world";
import { exportAuditJson } from "./queries/export";
import { verifyAudit, verifyInstanceAudit } from "./queries/verify";
import { verifyAll } from "./queries/verify-all";
import { verifyExport } from "./queries/verify-file";

/** Not a clumsy copy: another event of the one before, chained to it as it should be. */
async function forge(client: Client, chain: string, seq: number): Promise<void> {
  const row = await reader.auditEvent.findUniqueOrThrow({ where: { chain_seq: { chain, seq: seq - 1 } } });
  const {
    at,
    actorId,
    actorName,
    actorRoles,
    type,
    subjectType,
    subjectId,
    environmentId,
    data,
    hash: previousHash,
  } = row;
  const actor = { id: actorId, name: actorName, roles: actorRoles };
  const hash = sha256(
    chainMaterial({
      chain,
      seq,
      at: at.toISOString(),
      actor,
      type,
      subject: { type: subjectType, id: subjectId, environmentId },
      data,
      previousHash,
    }),
  );
  await client.query(
    `INSERT INTO "AuditEvent" (chain, seq, at, "actorId", "actorName", "actorRoles", type, "subjectType", "subjectId", "environmentId", data, "previousHash", hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      chain,
      seq,
      at,
      actorId,
      actorName,
      actorRoles,
      type,
      subjectType,
      subjectId,
      environmentId,
      JSON.stringify(data),
      previousHash,
      hash,
    ],
  );
}

const verdict = async (w: World) => (await answer(verifyAudit, w.viewer, { upgrade: w.key })).fault;

describe("The verification of an upgrade's history", () => {
  it("finds nothing wrong with what was written, and says up to where", async () => {
    const w = await withHistory();
    const report = await answer(verifyAudit, w.viewer, { upgrade: w.key });
    expect(report).toMatchObject({ chain: w.chain, events: w.last, fault: null });
    expect(report.head).toEqual({
      seq: w.last,
      hash: (await reader.auditChain.findUniqueOrThrow({ where: { id: w.chain } })).hash,
    });
  });

  it("names an edited event", async () => {
    const w = await withHistory();
    await tamper(
      async (client) =>
        void (await client.query(
          `UPDATE "AuditEvent" SET "actorName" = 'Nobody' WHERE chain = $1 AND seq = $2`,
          [w.chain, w.last - 4],
        )),
    );
    expect(await verdict(w)).toMatchObject({ kind: "edited", seq: w.last - 4 });
  });

  it("names an event whose data, time, roles or subject were edited", async () => {
    const w = await withHistory();
    const changes = [
      `data = data || '{"title":"Other"}'`,
      `at = at + interval '1 millisecond'`,
      `"actorRoles" = '{manager}'`,
      `"subjectId" = gen_random_uuid()::text`,
    ];
    // From the end to the beginning: the first fault is the one that is named.
    for (const [index, change] of changes.entries()) {
      const seq = w.last - 1 - index;
      await tamper(
        async (client) =>
          void (await client.query(`UPDATE "AuditEvent" SET ${change} WHERE chain = $1 AND seq = $2`, [
            w.chain,
            seq,
          ])),
      );
      expect(await verdict(w)).toMatchObject({ kind: "edited", seq });
    }
  });

  it("names the event that was deleted in the middle", async () => {
    const w = await withHistory();
    await tamper(
      async (client) =>
        void (await client.query(`DELETE FROM "AuditEvent" WHERE chain = $1 AND seq = $2`, [
          w.chain,
          w.last - 3,
        ])),
    );
    expect(await verdict(w)).toMatchObject({ kind: "removed", seq: w.last - 3 });
  });

  it("names the end that was cut off", async () => {
    const w = await withHistory();
    await tamper(
      async (client) =>
        void (await client.query(`DELETE FROM "AuditEvent" WHERE chain = $1 AND seq > $2`, [
          w.chain,
          w.last - 2,
        ])),
    );
    expect(await verdict(w)).toMatchObject({
      kind: "wrong_head",
      seq: w.last - 1,
      message: `The chain ends at event ${w.last - 2}, but ${w.last} were written: the end was removed.`,
    });
  });

  it("names an event that was inserted, in the middle by moving the later ones, or at the end", async () => {
    const middle = await withHistory();
    await tamper(async (client) => {
      await client.query(`UPDATE "AuditEvent" SET seq = seq + 1000 WHERE chain = $1 AND seq >= $2`, [
        middle.chain,
        middle.last - 3,
      ]);
      await client.query(`UPDATE "AuditEvent" SET seq = seq - 999 WHERE chain = $1 AND seq > 1000`, [
        middle.chain,
      ]);
      await forge(client, middle.chain, middle.last - 3);
    });
    expect(await verdict(middle)).toMatchObject({ kind: "inserted", seq: middle.last - 3 });
    const end = await withHistory();
    await tamper((client) => forge(client, end.chain, end.last + 1));
    expect(await verdict(end)).toMatchObject({
      kind: "wrong_head",
      seq: end.last + 1,
      message: expect.stringContaining("inserted at the end"),
    });
  });

  it("names two events that have changed places", async () => {
    const w = await withHistory();
    await tamper(async (client) => {
      const move = (from: number, to: number) =>
        client.query(`UPDATE "AuditEvent" SET seq = $3 WHERE chain = $1 AND seq = $2`, [w.chain, from, to]);
      await move(w.last - 1, 9_999);
      await move(w.last - 5, w.last - 1);
      await move(9_999, w.last - 5);
    });
    expect(await verdict(w)).toMatchObject({ kind: "swapped", seq: w.last - 5 });
  });

  it("is for members, and the instance's for admins", async () => {
    const w = await world();
    await expect(answer(verifyAudit, w.outsider, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answer(verifyAudit, w.admin, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answer(verifyAudit, null, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_signed_in",
    });
    await expect(answer(verifyInstanceAudit, w.lead, {})).rejects.toMatchObject({ code: "forbidden" });
    expect(await answer(verifyInstanceAudit, w.admin, {})).toMatchObject({ chain: "instance", fault: null });
  });

  it("misses no chain: neither one whose head is gone nor an upgrade whose history is gone altogether", async () => {
    const [headless, empty] = [await withHistory(), await withHistory()];
    await tamper(async (client) => {
      await client.query(`DELETE FROM "AuditChain" WHERE id = ANY($1)`, [[headless.chain, empty.chain]]);
      await client.query(`DELETE FROM "AuditEvent" WHERE chain = $1`, [empty.chain]);
    });
    const found = new Map<string, string | undefined>();
    for await (const { name, report } of verifyAll(reader, new Date())) found.set(name, report.fault?.kind);
    expect(found.get(`upgrade ${headless.key}`)).toBe("wrong_head");
    expect(found.get(`upgrade ${empty.key}`)).toBe("removed");
    expect(found.has("instance")).toBe(true);
    expect(found.get("instance")).toBeUndefined();
  });
});

describe("The verification of a downloaded history", () => {
  interface Exported {
    events: { actor: { name: string } }[];
  }
  async function downloaded() {
    const w = await withHistory();
    let text = "";
    for await (const part of (await answer(exportAuditJson, w.viewer, { upgrade: w.key })).content)
      text += part;
    return { ...w, text };
  }

  it("agrees with it as it came, also after another program wrote it anew", async () => {
    const { text, last, key } = await downloaded();
    expect(verifyExport(text, new Date())).toMatchObject({
      title: `The history of the upgrade ${key}`,
      report: { events: last, fault: null },
    });
    expect(verifyExport(JSON.stringify(JSON.parse(text), null, 4), new Date()).report.fault).toBeNull();
  });

  it("names an edited, a removed, an inserted, a swapped event and a cut end", async () => {
    const { text, last } = await downloaded();
    const faults: [{ kind: string; seq: number }, (file: Exported) => unknown][] = [
      [{ kind: "edited", seq: 2 }, ({ events }) => Object.assign(events[1]?.actor ?? {}, { name: "Nobody" })],
      [{ kind: "removed", seq: 3 }, ({ events }) => events.splice(2, 1)],
      [{ kind: "inserted", seq: 3 }, ({ events }) => events.splice(3, 0, ...events.slice(2, 3))],
      [{ kind: "swapped", seq: 4 }, ({ events }) => events.splice(2, 2, ...events.slice(2, 4).reverse())],
      [{ kind: "wrong_head", seq: last }, ({ events }) => events.pop()],
    ];
    for (const [fault, damage] of faults) {
      const file = JSON.parse(text) as Exported;
      damage(file);
      expect(verifyExport(JSON.stringify(file), new Date()).report.fault).toMatchObject(fault);
    }
  });

  it("refuses what is no whole history, with the reason", async () => {
    const { text } = await downloaded();
    expect(() => verifyExport(text.slice(0, -40), new Date())).toThrow(/only the beginning of a download/);
    expect(() => verifyExport('{"format":"other"}', new Date())).toThrow(
      /not the JSON of an audit page: format/,
    );
    expect(() => verifyExport("[]", new Date())).toThrow(/not the JSON/);
  });
});
