import { supersedeEvidence } from "@/features/evidence/commands/evidence";
import { listEvidence } from "@/features/evidence/queries";
import { getGate } from "@/features/gates/queries/get";
import { clearCondition } from "@/features/sign-offs/commands/clear-condition";
import { editStep } from "@/features/steps/commands/edit";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import {
  fewerTokensAreAccepted,
  newStackIsMeasured,
  oldStackIsMeasured,
  thresholdsAreSet,
} from "./apim-health";
import { applicationsAreMoved, preProdIsNearlyComplete } from "./apim-inventory";
import { preProdLogsAreRead } from "./apim-logs";
import { differencesAreAccepted, parityIsWrittenDown, rowsAreCorrected } from "./apim-parity";
import {
  firstPilotIsAborted,
  lessonIsWrittenDown,
  pilotDataIsCorrected,
  secondPilotSucceeds,
} from "./apim-pilots";
import {
  functionalCatalogueRuns,
  gatewayDeathIsWaived,
  loadBegins,
  loadIsMeasured,
  logVolumeLimitShrinks,
  revocationFails,
} from "./apim-tests";
import { productionIsForecast, wayBackChanges, windowIsBooked, windowIsPrepared } from "./apim-window";
import type { Teller, Telling } from "./teller";
import { waive } from "./waivers";

const env = "pre-prod";

/** Days -24 to -17: what pre-prod asks before it starts, and the signature under it. */
async function preProdIsPrepared(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { omar, ines, lee, priya } = people;
  await tell.finish(omar, null, ["P-11"], at(-24, "12:00"));
  await tell.finish(ines, null, ["H-02"], at(-24, "16:00"));
  const { conditions } = await answer(
    getGate,
    priya,
    { upgrade: tell.key, environment: "dev", gate: "exit" },
    { now: at(-23, "10:00") },
  );
  const first = conditions.find((one) => one.text.startsWith("The pipeline"));
  await execute(
    clearCondition,
    priya,
    {
      upgrade: tell.key,
      condition: first?.id ?? "",
      version: first?.version ?? 0,
      note: "Pipeline run 8831 deploys with apictl 4.5.0.",
    },
    { now: tell.clock(at(-23, "10:05")) },
  );
  await tell.setHosts(
    lee,
    env,
    {
      control_plane_host: "cp1.preprod.example",
      gateway_host: "gw1.preprod.example",
      old_gateway_host: "old-gw1.preprod.example",
      db_host: "db-new.preprod.example",
      old_db_host: "db-old.preprod.example",
      tenant_domain: "partner.example",
    },
    at(-23, "14:00"),
  );
  await tell.finish(ines, env, ["P-12", "P-13", "P-14", "P-15", "P-16", "P-17"], at(-22, "15:00"));
  await tell.finish(lee, env, ["P-18", "T-01", "T-03", "R-01", "R-02", "R-04", "R-05"], at(-21, "16:00"));
  await tell.finish(
    ines,
    env,
    ["R-06", "R-07", "R-10", "R-12", "C-01", "C-03", "C-04", "C-05"],
    at(-20, "15:00"),
  );
  await tell.finish(lee, env, ["C-06", "C-07", "C-08", "C-10", "C-12", "C-13"], at(-19, "16:00"));
  await tell.finish(ines, env, ["D-01", "D-03", "D-04", "D-06"], at(-18, "15:00"));
  await parityIsWrittenDown(tell, telling);
  await applicationsAreMoved(tell, telling);
  await waive(
    tell,
    { environment: env, gate: "entry" },
    "condition_open",
    { asks: omar, agrees: priya },
    {
      reason: "Kestrel's test window opens next week; their calls are simulated until then.",
      expiresAt: at(20, "16:00"),
    },
    at(-18, "16:00"),
    at(-17, "09:30"),
  );
  await differencesAreAccepted(tell, telling);
  await tell.signGate(
    priya,
    env,
    "entry",
    {
      meaning: "reviewed",
      statement: "Close enough to production for a rehearsal; the differences are written down.",
    },
    at(-17, "11:00"),
  );
}

/** Days -16 to -13: the migration is rehearsed, twice. */
async function preProdIsMigrated(tell: Teller, telling: Telling): Promise<void> {
  await firstPilotIsAborted(tell, telling);
  await lessonIsWrittenDown(tell, telling);
  await secondPilotSucceeds(tell, telling);
  await fewerTokensAreAccepted(tell, telling);
  await preProdLogsAreRead(tell, telling);
}

/** Days -6 and -5: what is left is handed out, with dates. */
async function theRestIsHandedOut(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, ines, lee } = people;
  await tell.assign(omar, env, ["V-06", "H-03"], ines, at(-6, "17:00"));
  await tell.assign(omar, env, ["V-02", "V-07", "A-02", "A-04", "H-04"], lee, at(-6, "17:05"));
  await tell.due(omar, env, ["V-07", "A-02"], at(-1, "16:00"), at(-6, "17:10"));
  await tell.due(omar, env, ["V-06", "H-03"], at(1, "16:00"), at(-6, "17:15"));
  await tell.due(omar, env, ["H-04", "A-01"], at(3, "16:00"), at(-6, "17:20"));
  await tell.bulk(ines, "start", env, ["V-06"], at(-5, "09:00"));
  await tell.bulk(lee, "start", env, ["V-07", "V-02"], at(-5, "09:30"));
}

/** Day -4: a step waits for somebody outside. */
async function aTokenIsMissing(tell: Teller, { at, people }: Telling): Promise<void> {
  await tell.bulk(people.lee, "block", env, ["V-02"], at(-4, "14:00"), {
    reason: "Partner Kestrel has to lend us a token that was issued before the dump",
  });
  await tell.comment(
    people.lee,
    env,
    "V-02",
    "@priya.nair could you ask Kestrel's account manager? Everything but their opaque tokens is tried.",
    at(-4, "14:05"),
  );
}

/** Day -3: looked at closely, the row counts of the restored dump were those of the week before, and a note is no proof. */
async function proofsAreLookedAt(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { omar, ines } = people;
  const { id } = await tell.step(env, "D-01", at(-3, "10:00"));
  const { items } = await answer(
    listEvidence,
    ines,
    { upgrade: tell.key, step: id },
    { now: at(-3, "10:00") },
  );
  await execute(
    supersedeEvidence,
    ines,
    {
      upgrade: tell.key,
      evidence: items[0]?.id ?? "",
      text: "Dump restored, masked. Row counts corrected: 3.1 % below production's, not 0.2 %.",
    },
    { now: tell.clock(at(-3, "10:20")) },
  );
  await pilotDataIsCorrected(tell, telling, ines, at(-3, "10:25"));
  await rowsAreCorrected(tell, telling);
  const probes = await tell.step(env, "V-01", at(-3, "11:00"));
  await execute(
    editStep,
    omar,
    {
      upgrade: tell.key,
      step: probes.id,
      version: probes.version,
      evidenceRequired: "file",
      evidenceWhat: "Answer of each probe of each node, as a file",
    },
    { now: tell.clock(at(-3, "11:00")) },
  );
  await tell.comment(
    omar,
    env,
    "V-01",
    "@ines.moreau the note isn't enough for the audit: please attach the output of the probes.",
    at(-3, "11:02"),
  );
}

/** Day -2: prod is locked; what can be prepared ahead begins. */
async function prodIsPrepared(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, lee } = people;
  await tell.assign(omar, "prod", ["P-12", "P-13", "P-14", "P-17", "P-18"], lee, at(-2, "08:40"));
  await tell.assign(omar, null, ["H-05"], omar, at(-2, "08:45"));
  await tell.due(omar, null, ["H-05"], at(6, "16:00"), at(-2, "08:46"));
  await tell.due(omar, "prod", ["P-14", "P-17"], at(-1, "17:00"), at(-2, "08:47"));
  await tell.due(omar, "prod", ["P-18", "D-07"], at(9, "16:00"), at(-2, "08:50"));
  await tell.finish(omar, null, ["T-04"], at(-2, "10:40"));
  await tell.finish(lee, "prod", ["P-12", "P-13"], at(-2, "14:30"));
}

/** Days -2 and -1: where everybody is when the story is opened. */
async function everybodyIsAtWork(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { ines, lee } = people;
  await tell.bulk(lee, "skip", env, ["A-04"], at(-2, "15:00"), {
    reason: "Pre-prod is built anew before the next rehearsal; nothing of the run stays",
  });
  await tell.comment(
    ines,
    env,
    "V-06",
    "Two cases fail: revocation on gateway 2, and throughput stops at 612. Lee looks at the connection pool.",
    at(-2, "16:00"),
  );
  await productionIsForecast(tell, telling);
  await newStackIsMeasured(tell, telling);
  await windowIsBooked(tell, telling);
  await tell.prove(ines, env, "V-06", at(-1, "09:30"), {
    url: "https://ci.example.com/apim-tests/builds/1187",
    name: "Nightly run 1187",
  });
  await tell.finish(ines, "prod", ["P-15", "P-16"], at(-1, "11:00"));
  await tell.bulk(lee, "start", "prod", ["P-17"], at(-1, "13:00"));
  await tell.comment(
    lee,
    "prod",
    "P-17",
    "legacy-hub again: expired in production, too. @omar.haddad who owns it?",
    at(-1, "13:40"),
  );
}

/** Pre-prod nearly through and shut for reasons of many kinds, prod locked, and work going on in both. */
export async function upperEnvironments(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { ines, lee, priya } = people;
  await preProdIsPrepared(tell, telling);
  await preProdIsMigrated(tell, telling);
  await preProdIsNearlyComplete(tell, telling);
  await tell.finish(ines, env, ["V-01"], at(-8, "10:00"));
  await oldStackIsMeasured(tell, telling);
  await thresholdsAreSet(tell, telling);
  const catalogue = await functionalCatalogueRuns(tell, telling);
  await tell.finish(lee, env, ["V-04"], at(-7, "11:00"));
  const load = await loadBegins(tell, telling);
  await theRestIsHandedOut(tell, telling);
  await wayBackChanges(tell, telling);
  await loadIsMeasured(tell, telling, load);
  await gatewayDeathIsWaived(tell, telling, load.list);
  await aTokenIsMissing(tell, telling);
  await revocationFails(tell, telling, catalogue);
  await windowIsPrepared(tell, telling);
  await tell.comment(priya, env, "V-02", "Asked. They answer until the day after tomorrow.", at(-3, "08:50"));
  await logVolumeLimitShrinks(tell, telling, load.list);
  await proofsAreLookedAt(tell, telling);
  await prodIsPrepared(tell, telling);
  await everybodyIsAtWork(tell, telling);
}
