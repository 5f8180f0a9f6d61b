import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exportAuditJson } from "@/features/audit/queries/export";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { tamper, withHistory } from "./testing/history";

const folder = mkdtempSync(join(tmpdir(), "liftlock-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each call is a process of its own: seconds on a busy machine. */
const patience = 120_000;

function verify(given: string[], env: Record<string, string> = {}): { code: number | null; says: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/audit-verify.ts", ...given],
    {
      encoding: "utf8",
      env: { ...process.env, ...env },
    },
  );
  return { code: status, says: stdout + stderr };
}

describe("npm run audit:verify", () => {
  it(
    "ends with 0 for a download as it came, with 1 and the event's number for a damaged one",
    async () => {
      const w = await withHistory();
      let text = "";
      for await (const part of (await answer(exportAuditJson, w.viewer, { upgrade: w.key })).content)
        text += part;
      const file = join(folder, "history.json");
      writeFileSync(file, text);
      const clean = verify([file]);
      expect(clean.says).toContain(`The history of the upgrade ${w.key}`);
      expect(clean.says).toContain(`${w.last} events, each as it was written`);
      expect(clean.code).toBe(0);

      const damaged = JSON.parse(text) as { events: { actor: { name: string } }[] };
      Object.assign(damaged.events[3]?.actor ?? {}, { name: "Nobody" });
      writeFileSync(file, JSON.stringify(damaged));
      const found = verify([file]);
      expect(found.says).toContain("event 4 (edited): Event 4 was edited");
      expect(found.says).toMatch(/It reads now: .*Nobody/);
      expect(found.code).toBe(1);
    },
    patience,
  );

  it(
    "verifies every history of the database, and names the one that was tampered with",
    async () => {
      const [sound, broken] = [await withHistory(), await withHistory()];
      const { key, id } = await reader.upgrade.findUniqueOrThrow({ where: { key: broken.key } });
      await tamper(
        async (client) =>
          void (await client.query(`DELETE FROM "AuditEvent" WHERE chain = $1 AND seq = 3`, [id])),
      );
      const found = verify(["--database"]);
      expect(found.says).toContain(`FAULT  upgrade ${key}, event 3 (removed)`);
      expect(found.says).toContain(`ok     upgrade ${sound.key}`);
      expect(found.says).toContain("ok     instance");
      expect(found.code).toBe(1);
    },
    patience,
  );

  it(
    "ends with 2 and the reason when there is nothing to verify",
    () => {
      const broken = join(folder, "broken.json");
      writeFileSync(broken, '{"format":"liftlock-audit/1","events":[');
      expect(verify([broken])).toMatchObject({
        code: 2,
        says: expect.stringContaining("only the beginning of a download"),
      });
      expect(verify([join(folder, "missing.json")])).toMatchObject({
        code: 2,
        says: expect.stringContaining("ENOENT"),
      });
      expect(verify(["--databse"])).toMatchObject({ code: 2, says: expect.stringContaining("Usage") });
      const nowhere = { DATABASE_URL: "", LIFTLOCK_DATA: folder };
      expect(verify(["--database"], nowhere)).toMatchObject({
        code: 2,
        says: expect.stringContaining("There is no embedded database"),
      });
    },
    patience,
  );
});
