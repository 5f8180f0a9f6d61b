import { createUpgrade } from "@/features/upgrades/commands/create";
import { archiveUpgrade } from "@/features/upgrades/commands/edit";
import { viewUpgrade } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { keepHypercare } from "./hypercare";
import { postgresqlProofs } from "./postgresql-proofs";
import { type Telling, tellerOf } from "./teller";
import { begin, close, passed, record } from "./tests";

const playbook = { slug: "postgresql-pg-upgrade", version: "1.3.0" };

/** "Reporting database to PostgreSQL 17": begun five months ago, finished and archived. */
export async function tellFinished(telling: Telling): Promise<string> {
  const { at, people } = telling;
  const { omar, ines, lee, priya, hana } = people;
  const key = "PG-17";
  await execute(
    createUpgrade,
    omar,
    {
      key,
      playbook,
      title: "Reporting database to PostgreSQL 17",
      from: "14",
      to: "17",
      homeZone: "Europe/Berlin",
      targetReason: "The backup tool is certified up to 17.",
      answers: { mode: "link", replicas: false },
      environments: [
        { name: "Dev", kind: "dev" },
        { name: "Prod", kind: "prod" },
      ],
      members: [
        { userId: ines.id, roles: ["engineer"] },
        { userId: lee.id, roles: ["engineer"] },
        { userId: priya.id, roles: ["manager"] },
        { userId: hana.id, roles: ["manager"] },
      ],
    },
    { now: at(-160, "09:00") },
  );
  const tell = tellerOf(key, telling, postgresqlProofs);
  await tell.prove(omar, null, "P-01", at(-160, "10:00"));
  for (const [index, reader] of [omar, ines, lee, priya, hana].entries())
    await tell.attest(reader, "P-01", at(-159, `1${index}:00`));
  await tell.finish(omar, null, ["P-01", "P-02", "P-03"], at(-158, "12:00"));
  for (const [environment, day, title] of [
    ["dev", -156, "Dev on 17"],
    ["prod", -140, "Prod on 17"],
  ] as const) {
    if (environment === "prod") await tell.finish(omar, null, ["P-08"], at(day - 1, "12:00"));
    const all = [...(await tell.steps(environment, at(day))).values()];
    const codes = (gate: "entry" | "exit", part?: string) =>
      all
        .filter((one) => one.gate === gate && one.required && (!part || one.part === part))
        .map((one) => one.code);
    await tell.finish(ines, environment, codes("entry"), at(day, "15:00"));
    if (environment === "prod") {
      const agreed = { meaning: "approved", statement: "Rehearsed in 22 minutes." } as const;
      await tell.signGate(omar, environment, "entry", agreed, at(day + 1, "09:00"));
      await tell.signGate(priya, environment, "entry", agreed, at(day + 1, "09:30"));
    }
    await tell.finish(lee, environment, codes("exit", "migrate"), at(day + 4, "08:00"));
    await tell.finish(
      lee,
      environment,
      codes("exit", "verify").filter((code) => code < "V-03"),
      at(day + 4, "11:00"),
    );
    const { run, list } = await begin(tell, lee, environment, title, at(day + 4, "12:00"));
    await record(
      tell,
      lee,
      run.id,
      list.map((one) => passed(one)),
      at(day + 4, "14:00"),
    );
    await close(tell, lee, run, at(day + 4, "15:00"));
    await tell.finish(lee, environment, ["V-03", "V-05"], at(day + 5, "09:00"));
    const watched = { upgrade: key, environment, clock: tell.clock, owner: lee };
    if (environment === "prod")
      await keepHypercare(
        watched,
        ines,
        [5, 6, 7, 9, 10].map((number) => at(day + number, "16:00")),
      );
    await tell.finish(ines, environment, codes("exit", "after"), at(day + 11, "10:00"));
    if (environment === "prod") await keepHypercare(watched, ines, [at(day + 11, "16:00")]);
    const done = { meaning: "approved", statement: "Counts equal, statements as fast as before." } as const;
    await tell.signGate(omar, environment, "exit", done, at(day + 12, "09:00"));
    if (environment === "prod") await tell.signGate(hana, environment, "exit", done, at(day + 12, "10:00"));
  }
  await tell.finish(omar, null, ["A-04"], at(-120, "11:00"));
  const { version } = await answer(viewUpgrade, omar, { upgrade: key });
  await execute(
    archiveUpgrade,
    omar,
    { upgrade: key, version, reason: "Finished; the old cluster is deleted." },
    { now: tell.clock(at(-118, "09:00")) },
  );
  return key;
}

/** "Orders database to PostgreSQL 18": begun this week, led by Lee. */
export async function tellBegun(telling: Telling): Promise<string> {
  const { at, people } = telling;
  const { omar, ines, lee, hana, tomas } = people;
  const key = "PG-18";
  await execute(
    createUpgrade,
    lee,
    {
      key,
      playbook,
      title: "Orders database to PostgreSQL 18",
      from: "15",
      to: "18",
      homeZone: "Europe/Berlin",
      answers: { mode: "copy", replicas: true, pooler: true },
      environments: [
        { name: "Dev", kind: "dev" },
        { name: "Pre-prod", kind: "pre_prod" },
        { name: "Prod", kind: "prod" },
      ],
      members: [
        { userId: ines.id, roles: ["engineer"] },
        { userId: omar.id, roles: ["engineer"] },
        { userId: hana.id, roles: ["manager"] },
        { userId: tomas.id, roles: ["viewer"] },
      ],
    },
    { now: at(-5, "10:00") },
  );
  const tell = tellerOf(key, telling, postgresqlProofs);
  await tell.finish(lee, null, ["P-02"], at(-4, "13:00"));
  await tell.prove(lee, null, "P-01", at(-4, "13:30"));
  await tell.attest(lee, "P-01", at(-4, "13:31"));
  await tell.attest(ines, "P-01", at(-3, "16:00"));
  await tell.finish(ines, "dev", ["P-04", "P-06"], at(-2, "13:00"));
  await tell.assign(lee, "dev", ["P-07", "N-01"], ines, at(-2, "13:20"));
  await tell.due(lee, "dev", ["P-07", "N-01"], at(4, "15:00"), at(-2, "13:21"));
  await tell.bulk(ines, "start", "dev", ["P-07"], at(-1, "09:00"));
  return key;
}
