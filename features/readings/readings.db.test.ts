import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { setItemState } from "@/features/inventory/commands/decide";
import { getItem, listItems } from "@/features/inventory/queries/lists";
import { getPlanDifference } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type World, world } from "@/scripts/testing/world";
import { applyReading } from "./commands/apply";
import { makeReading } from "./commands/make";
import { getReading, listReadings } from "./queries/readings";
import type { MakeReadingInput } from "./schema";

/** An upgrade of the product whose files are read. */
const installation = () =>
  world({
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from: "3.2.0",
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
  });

const fixture = async (name: string, as = path.basename(name)) =>
  new File([new Uint8Array(await readFile(path.join("analysers", name)))], as);
const toml = (text: string) => new File([text], "deployment.toml");

const read = (w: World, input: Omit<MakeReadingInput, "upgrade">, now?: Date) =>
  execute(makeReading, w.engineer, { upgrade: w.key, ...input }, now ? { now } : {});
const take = (w: World, reading: string) => execute(applyReading, w.engineer, { upgrade: w.key, reading });

const config = `
[server]
hostname = "api.acme.example"
[super_admin]
username = "admin"
password = "Very5ecret!"
[database.apim_db]
type = "postgre"
url = "jdbc:postgresql://db.acme.example:5432/apim_db"
username = "apim"
password = "Also5ecret!"
`;

describe("Reading a configuration", () => {
  it("keeps no file and no secret, says what it found, and makes items of it once", async () => {
    const w = await installation();
    const made = await read(w, { analyser: "configuration", environment: "dev", files: [toml(config)] });
    expect(made.secretsDropped).toBeGreaterThanOrEqual(2);
    const stored = await reader.reading.findUniqueOrThrow({ where: { id: made.id } });
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "reading.made", subjectId: made.id },
    });
    for (const kept of [JSON.stringify(stored), JSON.stringify(event.data)])
      expect(kept).not.toMatch(/5ecret/);

    const view = await answer(getReading, w.viewer, { upgrade: w.key, reading: made.id });
    expect(view.report).toMatchObject({ kind: "configuration", from: "3.2.0", to: "4.5.0" });
    const proposed = view.proposals.filter(({ does }) => does === "add").length;
    expect(proposed).toBeGreaterThan(0);
    const taken = await take(w, made.id);
    expect(taken.added).toHaveLength(proposed);
    expect((await take(w, made.id)).added).toEqual([]);
    const { items } = await answer(listItems, w.viewer, { upgrade: w.key, kind: "setting" });
    expect(items).toHaveLength(proposed);
    expect(JSON.stringify(items)).not.toMatch(/5ecret/);
    await expectSettled(w.key);
  });

  it("closes what a later reading of the same place no longer finds, and keeps what another node still has", async () => {
    const w = await installation();
    const first = await read(w, { analyser: "configuration", environment: "dev", files: [toml(config)] });
    const { added } = await take(w, first.id);
    const other = await read(w, {
      analyser: "configuration",
      environment: "dev",
      node: "gateway",
      files: [toml('[server]\nhostname = "api.acme.example"\n')],
    });
    await take(w, other.id);
    const again = await read(w, {
      analyser: "configuration",
      environment: "dev",
      files: [toml('[server]\nnode_ip = "10.0.0.1"\n')],
    });
    const { closed } = await take(w, again.id);
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.length).toBeLessThan(added.length);
    const item = await answer(getItem, w.viewer, { upgrade: w.key, item: closed[0] ?? "" });
    expect(item.environments[0]).toMatchObject({
      key: "dev",
      state: "done",
      reason: "Not found any more in deployment.toml",
      by: null,
    });
    await expect(take(w, first.id)).rejects.toThrow("later reading");
    await expectSettled(w.key);
  });

  it("shows what differs between environments, but no secret", async () => {
    const w = await installation();
    await read(w, { analyser: "configuration", environment: "dev", files: [toml(config)] });
    const other = config.replace("api.acme", "api-prod.acme").replace("Very5ecret", "Other5ecret");
    const { id } = await read(w, { analyser: "configuration", environment: "prod", files: [toml(other)] });
    const { differences } = await answer(getReading, w.viewer, { upgrade: w.key, reading: id });
    expect(differences).toContainEqual({
      key: "server.hostname",
      values: { Dev: "api.acme.example", Prod: "api-prod.acme.example" },
    });
    expect(JSON.stringify(differences)).not.toMatch(/5ecret|password/);
  });

  it("names file, line and column of what can't be read, and keeps nothing", async () => {
    const w = await installation();
    const broken = read(w, {
      analyser: "configuration",
      environment: "dev",
      files: [toml('[server]\nhostname = "open\n')],
    });
    await expect(broken).rejects.toMatchObject({
      code: "invalid_input",
      details: { problems: [{ file: "deployment.toml", line: 2 }] },
    });
    expect((await answer(listReadings, w.viewer, { upgrade: w.key })).items).toEqual([]);
    const wrongPlace = { analyser: "configuration" as const, environment: "moon", files: [toml(config)] };
    await expect(read(w, wrongPlace)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("Reading a key store", () => {
  it("blocks the exit of its environment until what expired is renewed", async () => {
    const w = await installation();
    const store = await fixture("certificates/fixtures/truststore.jks", "client-truststore.jks");
    const given = { analyser: "certificates" as const, environment: "pre-prod", password: "fixture-pass" };
    const made = await read(w, { ...given, files: [store] });
    expect(made.counts.must_act).toBeGreaterThan(0);
    const { added } = await take(w, made.id);
    const blockersOf = async (environment: string) =>
      (await answer(getGate, w.lead, { upgrade: w.key, environment, gate: "exit" })).blockers.filter(
        ({ kind }) => kind === "item_open",
      );
    const shut = await blockersOf("pre-prod");
    expect(shut.length).toBeGreaterThan(0);
    expect(shut[0]?.title).toMatch(/^Certificate CE-\d+/);
    expect(await blockersOf("dev")).toEqual([]);
    const difference = await answer(getPlanDifference, w.viewer, { upgrade: w.key });
    expect(difference.added.map(({ code }) => code)).toContain("P-18");

    const renewed = await fixture("certificates/fixtures/root.der", "client-truststore.jks");
    const again = await read(w, { ...given, files: [renewed] });
    const { across } = await answer(getReading, w.viewer, { upgrade: w.key, reading: again.id });
    expect(across.map(({ rule }) => rule)).toContain("certificate.trust_lost");
    const { closed } = await take(w, again.id);
    expect(closed.length).toBeGreaterThan(0);
    expect(added).toEqual(expect.arrayContaining([...closed]));
    expect(await blockersOf("pre-prod")).toEqual([]);

    // Copying the old store over brings them back.
    const copied = await read(w, { ...given, files: [store] });
    await take(w, copied.id);
    expect(await blockersOf("pre-prod")).toHaveLength(shut.length);
    await expectSettled(w.key);
  });

  it("leaves what a person has said alone when it is read again", async () => {
    const w = await installation();
    const store = await fixture("certificates/fixtures/truststore.jks");
    const given = { analyser: "certificates" as const, environment: "dev", files: [store] };
    const { added } = await take(w, (await read(w, given)).id);
    const code = added[0] ?? "";
    const { version } = await answer(getItem, w.viewer, { upgrade: w.key, item: code });
    await execute(setItemState, w.engineer, {
      upgrade: w.key,
      item: code,
      version,
      environment: "dev",
      state: "not_applicable",
      reason: "Nobody uses it",
    });
    const again = await take(w, (await read(w, given)).id);
    expect(again).toEqual({ added: [], changed: [], closed: [] });
    expect((await answer(getItem, w.viewer, { upgrade: w.key, item: code })).environments[0]?.state).toBe(
      "not_applicable",
    );
  });

  it("says when the password is wrong, and that a window ends after it begins", async () => {
    const w = await installation();
    const files = [await fixture("certificates/fixtures/truststore.jks")];
    await expect(read(w, { analyser: "certificates", files, password: "wrong" })).rejects.toThrow(
      /password/i,
    );
    await expect(
      read(w, {
        analyser: "certificates",
        files,
        windowStart: "2027-01-02T00:00:00Z",
        windowEnd: "2027-01-01T00:00:00Z",
      }),
    ).rejects.toThrow("later end");
  });
});

describe("Reading artefacts", () => {
  it("makes a customization of each, which has no verdict and keeps dev from starting", async () => {
    const w = await installation();
    const pom = new File(
      [
        `<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>header-mediator</artifactId>
         <version>1.4</version><dependencies><dependency><groupId>org.wso2.carbon.apimgt</groupId>
         <artifactId>org.wso2.carbon.apimgt.gateway</artifactId><version>6.7.206</version></dependency></dependencies></project>`,
      ],
      "pom.xml",
    );
    const made = await read(w, { analyser: "artifact", files: [pom] });
    const { added } = await take(w, made.id);
    expect(added).toEqual(["CU-1"]);
    const gate = await answer(getGate, w.lead, { upgrade: w.key, environment: "dev", gate: "entry" });
    expect(gate.blockers.map(({ kind }) => kind)).toContain("item_undecided");
    await expectSettled(w.key);
  });
});
