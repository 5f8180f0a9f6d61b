import { keepForecast } from "@/features/forecast/commands";
import { setCount } from "@/features/health/commands/counts";
import { editRun, interruptRun, noteInRun, resumeRun } from "@/features/rehearsal/commands/change";
import { askDecision, decideInRun, voteInRun } from "@/features/rehearsal/commands/decisions";
import { backOut, backOutOfStep, endBackOut, endRun } from "@/features/rehearsal/commands/end";
import { startRun } from "@/features/rehearsal/commands/start";
import { getRun, listRuns } from "@/features/rehearsal/queries/runs";
import { editStep } from "@/features/steps/commands/edit";
import { getStep } from "@/features/steps/queries/get";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { textFile } from "./files";
import type { Person } from "./people";
import type { Teller, Telling } from "./teller";

const env = "pre-prod";
/** In the pilots steps take about two thirds of what the playbook plans: the database is small. */
const pace = 0.65;

/** What both pilots run on; production's rows as they were believed to be, and as they were found to be later. */
const dump = (takenAt: Date, production: "believed" | "counted") => {
  const rows = (name: string, here: number, believed: number, counted: number) => ({
    name,
    rows: here,
    production: production === "believed" ? believed : counted,
  });
  return {
    source: "production_dump" as const,
    takenAt: takenAt.toISOString(),
    bytes: 21_600_000_000,
    masked: true,
    tables: [
      rows("REG_RESOURCE", 188_204, 188_581, 194_226),
      rows("IDN_OAUTH2_ACCESS_TOKEN", 61_400, 61_523, 63_364),
      rows("AM_SUBSCRIPTION", 5_110, 5_120, 5_274),
    ],
  };
};

/** When the dump of production was taken that pre-prod has. */
const dumped = ({ at }: Telling) => at(-20, "01:30");

/** A run that goes on, told entry by entry. */
async function begin(tell: Teller, who: Person, telling: Telling, now: Date) {
  const { lee, ines } = telling.people;
  const input = {
    upgrade: tell.key,
    environment: env,
    data: dump(dumped(telling), "believed"),
    participants: [lee.id, ines.id],
  };
  let seen = await execute(startRun, who, input, { now: tell.clock(now) });
  const run = () => ({ upgrade: tell.key, run: seen.id, version: seen.version });
  return {
    id: seen.id,
    note: (by: Person, kind: "deviation" | "announcement" | "handover" | "note", text: string, when: Date) =>
      execute(noteInRun, by, { ...run(), kind, text }, { now: tell.clock(when) }),
    interrupt: async (by: Person, reason: string, from: Date, until: Date) => {
      seen = await execute(interruptRun, by, { ...run(), reason }, { now: tell.clock(from) });
      seen = await execute(resumeRun, by, run(), { now: tell.clock(until) });
    },
    backOut: async (by: Person, reason: string, when: Date) => {
      seen = await execute(backOut, by, { ...run(), reason }, { now: tell.clock(when) });
    },
    /** Undoes the next step of the way back; without `from` it is only looked at and left as it is. */
    undo: async (by: Person, code: string, until: Date, from?: Date) => {
      const { backOutPlan } = await answer(getRun, by, run(), { now: until });
      const step = backOutPlan.find((one) => one.code === code)?.step;
      if (!step) throw new Error(`The way back has no ${code}`);
      const of = { ...run(), step };
      if (from) seen = await execute(backOutOfStep, by, of, { now: tell.clock(from) });
      seen = await execute(backOutOfStep, by, { ...of, done: true }, { now: tell.clock(until) });
    },
    isBack: async (by: Person, when: Date) => {
      seen = await execute(endBackOut, by, run(), { now: tell.clock(when) });
    },
    end: async (by: Person, outcome: "succeeded" | "aborted", lessons: string, when: Date) => {
      seen = await execute(endRun, by, { ...run(), outcome, lessons }, { now: tell.clock(when) });
    },
  };
}

const count = async (
  tell: Teller,
  who: Person,
  values: Record<string, { version: number; before?: number; after?: number }>,
  now: Date,
) => {
  for (const [name, value] of Object.entries(values))
    await execute(
      setCount,
      who,
      { upgrade: tell.key, environment: env, name, ...value },
      { now: tell.clock(now) },
    );
};

/** Day -16: the first pilot stops at a full disk, and the way back is rehearsed and timed. */
export async function firstPilotIsAborted(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { lee, ines } = people;
  const begun = ["D-08", "D-10", "D-11", "D-12", "D-13", "D-15", "D-17"];
  const run = await begin(tell, lee, telling, at(-16, "08:45"));
  await tell.bulk(lee, "start", env, ["D-08"], at(-16, "09:02"));
  await tell.finish(lee, env, ["D-08"], at(-16, "09:20"));
  await tell.finish(lee, env, ["D-10", "D-11", "D-12"], at(-16, "10:38"), pace);
  await tell.finish(lee, env, ["D-13", "D-15"], at(-16, "10:53"), pace);
  await tell.bulk(lee, "start", env, ["D-17"], at(-16, "10:55"));
  await run.note(
    lee,
    "deviation",
    "db-new has no room left: the identity step wrote 46 GB of write-ahead log, 40 were free. The client stopped at 31,900 of 61,400 tokens.",
    at(-16, "11:31"),
  );
  await tell.bulk(lee, "markNotApplicable", env, ["D-17"], at(-16, "11:40"), {
    reason:
      "Stopped half-way: the copy is of no more use in this pilot, the next one begins with a fresh one",
  });
  await run.backOut(lee, "A copy that is half migrated is no ground to go on from", at(-16, "11:45"));
  await run.undo(lee, "D-13", at(-16, "11:49"), at(-16, "11:46"));
  await run.undo(lee, "D-12", at(-16, "12:31"), at(-16, "11:50"));
  await run.undo(ines, "D-08", at(-16, "12:36"), at(-16, "12:32"));
  await run.note(
    ines,
    "note",
    "Packs, bundles, stores and the renewed certificate stay where they are: the old stack reads none of them.",
    at(-16, "12:37"),
  );
  for (const [index, code] of ["R-07", "R-04", "R-01", "P-18"].entries())
    await run.undo(ines, code, at(-16, `12:${39 + index}`));
  await run.isBack(lee, at(-16, "12:45"));
  await run.end(
    lee,
    "aborted",
    "The identity step needs more than twice the size of the database in free disk; nobody had looked. Disk of db-new grows by 120 GB before the next pilot, and the step asks for it from now on. The way back took an hour, as agreed.",
    at(-16, "13:00"),
  );
  await tell.bulk(lee, "reopen", env, begun, at(-16, "15:00"));
}

/** Day -15: what the first pilot taught goes into the step, here and in production, and a forecast is kept. */
export async function lessonIsWrittenDown(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, lee } = people;
  await tell.comment(lee, env, "D-17", "db-new has 160 GB free now, was 40.", at(-15, "10:20"));
  for (const environment of [env, "prod"]) {
    const now = at(-15, "10:40");
    const { id, version } = await tell.step(environment, "D-17", now);
    const { instructions } = await answer(getStep, omar, { upgrade: tell.key, step: id }, { now });
    const more = "Before the start: twice the size of the database is free on the host, beside its own.";
    await execute(
      editStep,
      omar,
      { upgrade: tell.key, step: id, version, instructions: `${instructions}\n\n${more}` },
      { now: tell.clock(now) },
    );
  }
  await execute(
    keepForecast,
    omar,
    { upgrade: tell.key, environment: env, part: "migrate" },
    { now: tell.clock(at(-15, "16:30")) },
  );
}

/** Day -14: the second pilot gets to its end, with a restart nobody had announced and a client that refused its first start. */
export async function secondPilotSucceeds(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { omar, lee, ines } = people;
  const run = await begin(tell, lee, telling, at(-14, "06:50"));
  await run.note(
    lee,
    "announcement",
    "Portals are read-only in ten minutes, and back in the evening.",
    at(-14, "06:52"),
  );
  await tell.finish(lee, env, ["D-08"], at(-14, "07:15"), pace);
  await tell.finish(lee, env, ["D-10", "D-11", "D-12"], at(-14, "08:33"), pace);
  await count(
    tell,
    lee,
    {
      apis: { version: 0, before: 412 },
      applications: { version: 0, before: 1_920 },
      subscriptions: { version: 0, before: 5_110 },
      keys: { version: 0, before: 1_974 },
      tenants: { version: 0, before: 2 },
      opaque_tokens: { version: 0, before: 61_400 },
      deployed_revisions: { version: 0, before: 398 },
    },
    at(-14, "08:33"),
  );
  const restored = textFile("restored-pre-prod-2.txt", [
    "apim_db 14.2 GB, shared_db 7.4 GB",
    "restored in 18 min 20 s",
  ]);
  await tell.prove(lee, env, "D-12", at(-14, "08:34"), { file: restored });
  await tell.finish(lee, env, ["D-13", "D-15"], at(-14, "08:49"), pace);
  await tell.finish(lee, env, ["D-17"], at(-14, "09:43"), pace);
  await tell.finish(lee, env, ["D-18"], at(-14, "10:11"), pace);
  await run.interrupt(
    ines,
    "The database host restarts for a patch of its kernel that nobody had announced",
    at(-14, "10:12"),
    at(-14, "10:47"),
  );
  const asked = { upgrade: tell.key, run: run.id };
  const decision = await execute(
    askDecision,
    lee,
    { ...asked, question: "The host is back: on to the API-M client?" },
    { now: tell.clock(at(-14, "10:48")) },
  );
  const of = { ...asked, decision: decision.id };
  await execute(
    voteInRun,
    ines,
    { ...of, verdict: "go", reason: "No session was open; both copies check clean" },
    { now: tell.clock(at(-14, "10:50")) },
  );
  await execute(
    decideInRun,
    omar,
    { ...of, version: decision.version, verdict: "go" },
    { now: tell.clock(at(-14, "10:52")) },
  );
  await tell.finish(ines, env, ["D-19"], at(-14, "11:12"), pace);
  await tell.bulk(ines, "start", env, ["D-20"], at(-14, "11:14"));
  await run.note(
    ines,
    "deviation",
    "The client refused its first start: the range of tenants was missing in its configuration. 25 minutes lost.",
    at(-14, "11:41"),
  );
  await tell.finish(ines, env, ["D-20"], at(-14, "13:03"));
  await tell.finish(ines, env, ["D-21"], at(-14, "13:15"), pace);
  await run.note(ines, "handover", "Lee goes on with the schema; both copies are dumped.", at(-14, "13:16"));
  await tell.finish(lee, env, ["D-22", "D-23", "D-24", "D-25"], at(-14, "14:49"), pace);
  await count(
    tell,
    lee,
    {
      apis: { version: 1, after: 412 },
      applications: { version: 1, after: 1_920 },
      subscriptions: { version: 1, after: 5_110 },
      keys: { version: 1, after: 1_974 },
      tenants: { version: 1, after: 2 },
      opaque_tokens: { version: 1, after: 61_388 },
    },
    at(-14, "14:49"),
  );
  await tell.finish(lee, env, ["S-03", "S-05", "S-06"], at(-14, "16:00"), pace);
  await tell.finish(ines, env, ["S-07", "S-08"], at(-14, "16:47"), pace);
  await tell.finish(lee, env, ["S-09"], at(-14, "17:14"), pace);
  await count(tell, lee, { deployed_revisions: { version: 1, after: 396 } }, at(-14, "17:15"));
  await run.end(
    lee,
    "succeeded",
    "The database team has our dates now. The configuration of the client is part of the image, tenants included. Two of 398 revisions are not deployed: the policy of the invoices API is rebuilt.",
    at(-14, "17:20"),
  );
}

/** Day -3: looked at closely, production has 3 % more rows than was written down. */
export async function pilotDataIsCorrected(
  tell: Teller,
  telling: Telling,
  who: Person,
  now: Date,
): Promise<void> {
  const upgrade = { upgrade: tell.key };
  const { runs } = await answer(listRuns, who, upgrade, { now });
  const last = runs.find(({ outcome }) => outcome === "succeeded");
  if (!last) throw new Error("No pilot has succeeded");
  await execute(
    editRun,
    who,
    { ...upgrade, run: last.id, version: last.version, data: dump(dumped(telling), "counted") },
    { now: tell.clock(now) },
  );
}
