import { describe, expect, it } from "vitest";
import { listItems } from "@/features/inventory/queries/lists";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type World, world } from "@/scripts/testing/world";
import { applyReading } from "./commands/apply";
import { makeReading } from "./commands/make";
import { getApplicationSql } from "./queries/application-sql";
import { listReadings } from "./queries/readings";
import type { MakeReadingInput } from "./schema";

/** An upgrade of the product whose applications are read. */
const installation = (answers: Record<string, string> = {}) =>
  world({
    answers,
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from: "3.2.0",
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
  });
const read = (w: World, input: Omit<MakeReadingInput, "upgrade">) =>
  execute(makeReading, w.engineer, { upgrade: w.key, ...input });
const take = (w: World, reading: string) => execute(applyReading, w.engineer, { upgrade: w.key, reading });

/** Rows as the ready-made statement gives them. */
function applicationsCsv(
  rows: readonly [name: string, portal: string, issuer: string][],
  lastToken = "2026-11-27",
): File {
  const head =
    "application_id,application,application_owner,application_status,portal_token_type,key_type,key_manager,key_manager_type,grant_types,issuer_token_type,user_token_seconds,application_token_seconds,active_tokens,never_expiring_tokens,last_token_at";
  const lines = rows.map(
    ([name, portal, issuer], at) =>
      `${at},${name},owner-${at % 40},APPROVED,${portal},PRODUCTION,Resident Key Manager,default,client_credentials,${issuer},3600,3600,2,0,${lastToken} 10:00:00`,
  );
  return new File([[head, ...lines].join("\n")], "applications.csv");
}

describe("Reading applications", () => {
  it("lists every application with its tokens, and asks to decide about the opaque ones", async () => {
    const w = await installation();
    const made = await read(w, {
      analyser: "applications",
      files: [
        applicationsCsv([
          ["Shop", "JWT", "JWT"],
          ["Kiosk", "OAUTH", "Default"],
          ["Partner", "JWT", "Default"],
        ]),
      ],
    });
    expect(made.counts.must_act).toBeGreaterThanOrEqual(2);
    expect((await take(w, made.id)).added).toEqual(["AP-1", "AP-2", "AP-3"]);
    const { items } = await answer(listItems, w.viewer, { upgrade: w.key, kind: "application" });
    expect(items.map(({ title, undecided }) => [title, undecided])).toEqual([
      ["Shop", false],
      ["Kiosk", true],
      ["Partner", true],
    ]);
    expect(items[1]?.fields).toMatchObject({
      owner: "owner-1",
      tokens: "opaque",
      keyManager: "Resident Key Manager",
      grantTypes: "client_credentials",
      lastToken: "2026-11-27",
      neverExpiringTokens: 0,
      status: "APPROVED",
    });
    const list = await answer(listReadings, w.viewer, { upgrade: w.key });
    expect(list.known).toContain("applications");
    await expectSettled(w.key);
  });

  it("reads 2,000 applications and takes them over within seconds, also when every one has changed", async () => {
    const w = await installation();
    const rows = Array.from({ length: 2_000 }, (_, at): [string, string, string] =>
      at % 8 === 0 ? [`App ${at}`, "OAUTH", "Default"] : [`App ${at}`, "JWT", "JWT"],
    );
    const started = performance.now();
    const made = await read(w, { analyser: "applications", files: [applicationsCsv(rows)] });
    const { added } = await take(w, made.id);
    const taken = performance.now();
    const { items } = await answer(listItems, w.viewer, { upgrade: w.key, kind: "application" });
    expect([added.length, items.length]).toEqual([2_000, 2_000]);
    expect(items.filter(({ undecided }) => undecided)).toHaveLength(250);
    expect(taken - started).toBeLessThan(60_000);
    const files = [applicationsCsv(rows, "2026-11-28")];
    const again = await read(w, { analyser: "applications", files });
    const readAgain = performance.now();
    expect((await take(w, again.id)).changed).toHaveLength(2_000);
    expect(performance.now() - readAgain).toBeLessThan(60_000);
    const after = await answer(listItems, w.viewer, { upgrade: w.key, kind: "application" });
    expect(after.items.every(({ fields }) => fields.lastToken === "2026-11-28")).toBe(true);
  }, 180_000);

  it("refuses a file that names the applications of another, and one that is no such list", async () => {
    const w = await installation();
    const twice = [applicationsCsv([["Shop", "JWT", "JWT"]]), applicationsCsv([["Shop", "JWT", "JWT"]])];
    await expect(read(w, { analyser: "applications", files: twice })).rejects.toThrow("of the same owner");
    const other = [new File(["name,size\nShop,3\n"], "sizes.csv")];
    await expect(read(w, { analyser: "applications", files: other })).rejects.toThrow("lacks the columns");
  });

  it("gives the statement for the tables of the release, with the engine of the answers", async () => {
    const w = await installation({ db: "oracle" });
    const given = await answer(getApplicationSql, w.viewer, { upgrade: w.key });
    expect(given).toMatchObject({ release: "3.2.0", engine: "oracle" });
    expect(given.statements).toHaveLength(6);
    expect(given.statements[0]?.sql).toContain("AM_KEY_MANAGER");
    const without = await world();
    expect((await answer(getApplicationSql, without.viewer, { upgrade: without.key })).statements).toEqual(
      [],
    );
  });
});
