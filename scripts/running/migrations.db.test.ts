import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { cloneDatabase } from "../testing/throwaway";
import { withClient } from "./connection";
import { migrate } from "./migrations";
import { schemaDifference } from "./schema-difference";

let urls: { ownerUrl: string; appUrl: string };
const asOwner = (sql: string) => withClient(urls.ownerUrl, async (client) => (await client.query(sql)).rows);
const asApp = (sql: string) => withClient(urls.appUrl, async (client) => (await client.query(sql)).rows);

describe("A database", () => {
  beforeEach(async () => {
    urls = await cloneDatabase(inject("postgres"), `migrations_${process.env.VITEST_POOL_ID}`);
  });

  it("is migrated once, with the record that Prisma's own command reads", async () => {
    const rows = await asOwner(
      "SELECT migration_name, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY 1",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ done }) => done)).toBe(true);
    expect(await migrate(urls.ownerUrl)).toEqual({ applied: [], hasAppRole: true });
  });

  it("is migrated by one of two starts at once", async () => {
    await asOwner("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    const both = await Promise.all([migrate(urls.ownerUrl), migrate(urls.ownerUrl)]);
    expect(both.map(({ applied }) => applied.length > 0).sort()).toEqual([false, true]);
  });

  it("is migrated on after a kill in the middle of a migration", async () => {
    const [first] = await asOwner(
      "SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1 LIMIT 1",
    );
    // What the kill leaves: the record of a start, and nothing else, because the connection's end rolled back the rest.
    await asOwner("CREATE SCHEMA aside; ALTER TABLE _prisma_migrations SET SCHEMA aside");
    await asOwner("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await asOwner("ALTER TABLE aside._prisma_migrations SET SCHEMA public");
    await asOwner("DELETE FROM _prisma_migrations");
    await asOwner(`INSERT INTO _prisma_migrations (id, checksum, migration_name)
                   VALUES ('killed', '${first?.checksum}', '${first?.migration_name}')`);
    const { applied } = await migrate(urls.ownerUrl);
    expect(applied[0]).toBe(first?.migration_name);
    expect(await migrate(urls.ownerUrl)).toEqual({ applied: [], hasAppRole: true });
  });

  it("of a newer Liftlock is refused rather than served", async () => {
    await asOwner(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
                   VALUES ('later', 'x', '20990101000000_later', now(), now(), 1)`);
    await expect(migrate(urls.ownerUrl)).rejects.toThrow("20990101000000_later");
  });

  it("whose applied migration was edited afterwards is refused", async () => {
    await asOwner("UPDATE _prisma_migrations SET checksum = 'other'");
    await expect(migrate(urls.ownerUrl)).rejects.toThrow("was edited after it was applied");
  });
});

it("The migrations lead to the schema: nothing was changed in one and not in the other", async () => {
  expect(await schemaDifference(inject("postgres").ownerUrl)).toBe("");
});

describe("The application's login", () => {
  beforeAll(async () => {
    urls = await cloneDatabase(inject("postgres"), `rights_${process.env.VITEST_POOL_ID}`);
  });

  it.each([
    ["change history", 'UPDATE "AuditEvent" SET seq = 0', "permission denied"],
    ["delete history", 'DELETE FROM "AuditEvent"', "permission denied"],
    ["empty history", 'TRUNCATE "AuditEvent"', "permission denied"],
    ["switch off a trigger", 'ALTER TABLE "Step" DISABLE TRIGGER ALL', "must be owner"],
    ["drop a trigger", 'DROP TRIGGER change_is_audited ON "Step"', "must be owner"],
    ["skip triggers", "SET session_replication_role = replica", "permission denied"],
    [
      "rewrite a guard",
      "CREATE OR REPLACE FUNCTION change_is_audited() RETURNS trigger LANGUAGE sql AS ''",
      "permission denied",
    ],
    ["make a table", "CREATE TABLE mine ()", "permission denied"],
    ["forge the record of migrations", "DELETE FROM _prisma_migrations", "permission denied"],
    ["become the owner", "SET ROLE liftlock_owner", "permission denied"],
  ])("can't %s", async (_, sql, refusal) => {
    await expect(asApp(sql)).rejects.toThrow(refusal);
  });
});
