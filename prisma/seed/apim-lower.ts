import { supersedeEvidence } from "@/features/evidence/commands/evidence";
import { listEvidence } from "@/features/evidence/queries";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { customizationsRunInTestSetup, devIsComplete, tokensAreDecided } from "./apim-inventory";
import { chartFile, textFile } from "./files";
import type { Teller, Telling } from "./teller";
import { begin, close, importRun, passed, record } from "./tests";

const prepare = [
  "P-15",
  "P-16",
  "R-01",
  "R-02",
  "R-06",
  "R-07",
  "R-10",
  "C-01",
  "C-03",
  "C-04",
  "C-05",
  "C-06",
  "C-12",
  "C-13",
];

/** Days -57 to -47: the new version on an empty database. */
export async function testSetupIsSignedOff(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { omar, ines, lee } = people;
  await tell.setHosts(
    ines,
    "test-setup",
    { control_plane_host: "cp1.test.example", gateway_host: "gw1.test.example" },
    at(-57, "09:00"),
  );
  await tell.finish(ines, "test-setup", prepare.slice(0, 7), at(-56, "15:00"));
  await tell.finish(lee, "test-setup", prepare.slice(7), at(-55, "16:00"));
  await tell.bulk(ines, "start", "test-setup", ["X-01"], at(-53, "08:50"));
  await tell.finish(ines, "test-setup", ["X-01"], at(-53, "11:40"));
  const { run, list } = await begin(tell, ines, "test-setup", "First round on 4.5.0", at(-52, "09:00"));
  const cases = list.filter((one) => one.threshold === null && one.required);
  const given = {
    environment: "test-setup",
    run: run.id,
    file: "apim-test-setup.xml",
    suite: "upgrade",
    cases,
  };
  await importRun(tell, ines, given, at(-52, "13:00"));
  const rest = list.filter((one) => one.required && one.threshold !== null).map((one) => passed(one));
  if (rest.length > 0) await record(tell, ines, run.id, rest, at(-52, "15:00"));
  await close(tell, ines, run, at(-51, "10:00"));
  await tell.finish(ines, "test-setup", ["X-02"], at(-51, "14:30"));
  await tell.finish(lee, "test-setup", ["V-07"], at(-50, "10:00"));
  await customizationsRunInTestSetup(tell, telling);
  await tell.signGate(
    omar,
    "test-setup",
    "exit",
    { meaning: "approved", statement: "Our configuration and customizations run on 4.5.0." },
    at(-49, "09:15"),
  );
}

/** Days -48 to -25: dev, signed, gone stale by a corrected log, and signed again with two conditions. */
export async function devIsSignedOff(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const { omar, ines, lee, priya } = people;
  const env = "dev";
  await tell.setHosts(
    lee,
    env,
    {
      control_plane_host: "cp1.dev.example",
      gateway_host: "gw1.dev.example",
      db_host: "db-new.dev.example",
      old_db_host: "db-old.dev.example",
      tenant_domain: "partner.example",
    },
    at(-47, "09:00"),
  );
  await tell.finish(ines, env, ["P-12", "P-13", "P-14", "P-15", "P-16", "P-17"], at(-46, "15:00"));
  await tell.finish(lee, env, ["T-01"], at(-45, "11:00"));
  await tell.finish(omar, null, ["T-02"], at(-45, "15:00"));
  await tokensAreDecided(tell, telling);
  await tell.finish(lee, env, ["P-18", "T-03", "R-01", "R-02", "R-04", "R-05"], at(-44, "16:00"));
  await tell.finish(
    ines,
    env,
    ["R-06", "R-07", "R-10", "R-12", "C-01", "C-03", "C-04", "C-05"],
    at(-42, "15:00"),
  );
  await tell.finish(
    lee,
    env,
    ["C-06", "C-07", "C-08", "C-10", "C-12", "C-13", "D-03", "D-04", "D-06"],
    at(-40, "16:00"),
  );
  await tell.bulk(lee, "start", env, ["D-08"], at(-39, "09:02"));
  await tell.finish(lee, env, ["D-08"], at(-39, "09:20"));
  await tell.finish(lee, env, ["D-10", "D-11"], at(-39, "12:30"));
  await tell.finish(lee, env, ["D-12", "D-13", "D-15", "D-17", "D-18"], at(-38, "16:00"));
  await tell.comment(
    lee,
    env,
    "D-19",
    "Two API definitions fail the validator: unresolved references. @ines.moreau can you repair them in the old Publisher?",
    at(-37, "09:40"),
  );
  await tell.bulk(lee, "block", env, ["D-19"], at(-37, "09:45"), {
    reason: "Two definitions with unresolved references have to be repaired first",
  });
  await tell.comment(ines, env, "D-19", "Both repaired, run it again.", at(-37, "13:10"));
  await tell.bulk(lee, "unblock", env, ["D-19"], at(-37, "13:20"));
  await tell.finish(lee, env, ["D-19", "D-20", "D-21"], at(-37, "16:30"));
  await tell.finish(ines, env, ["D-22", "D-23", "D-24", "D-25"], at(-36, "14:00"));
  await tell.finish(ines, env, ["S-03", "S-05", "S-06", "S-07", "S-08", "S-09"], at(-35, "16:00"));
  await tell.finish(lee, env, ["V-01"], at(-34, "10:00"));

  const { run, list } = await begin(tell, lee, env, "Migrated dev, whole catalogue", at(-34, "11:00"));
  const cases = list.filter((one) => one.threshold === null);
  const given = { environment: env, run: run.id, file: "apim-dev.xml", suite: "upgrade", cases };
  const failures = {
    "A policy survives saving and deploying the API": "expected header X-Plan after save, got none",
  };
  await importRun(tell, lee, given, at(-34, "14:00"), { failures });
  await record(
    tell,
    lee,
    run.id,
    list
      .filter((one) => one.threshold !== null)
      .map((one) => passed(one, { "ERROR lines per hour that nobody has explained": 0 })),
    at(-33, "10:00"),
  );
  const again = list
    .filter((one) => one.title in failures)
    .map((one) => ({ ...passed(one), note: "Passes since update level 4.5.0.21." }));
  await record(tell, ines, run.id, again, at(-32, "15:00"));
  await close(tell, lee, run, at(-32, "16:00"));
  await tell.finish(ines, env, ["V-02", "V-04", "V-06"], at(-31, "12:00"));
  await tell.finish(lee, env, ["V-07"], at(-29, "11:00"));
  await tell.bulk(lee, "start", env, ["A-01"], at(-29, "11:20"));
  await tell.finish(lee, env, ["A-02", "A-04"], at(-29, "15:00"));
  await devIsComplete(tell, telling);
  const heap = [
    0.42, 0.44, 0.51, 0.58, 0.49, 0.55, 0.61, 0.52, 0.57, 0.62, 0.54, 0.6, 0.63, 0.56, 0.61, 0.62,
  ];
  await tell.prove(lee, env, "A-01", at(-28, "09:00"), { file: chartFile("heap-dev.png", heap) });
  await tell.finish(lee, env, ["A-01"], at(-28, "09:30"));

  await tell.signGate(
    omar,
    env,
    "exit",
    { meaning: "approved", statement: "Counts equal, whole catalogue passes." },
    at(-27, "10:00"),
  );
  const { id } = await tell.step(env, "D-25", at(-26, "09:00"));
  const { items } = await answer(
    listEvidence,
    ines,
    { upgrade: tell.key, step: id },
    { now: at(-26, "09:00") },
  );
  const lines = [
    "AM_API 412 (=)",
    "AM_APPLICATION 1920 (=)",
    "AM_SUBSCRIPTION 5110 (=)",
    "tokens 61388 (-12, expired meanwhile)",
    "REG_RESOURCE 188204 (=), was missing in the first list",
  ];
  await execute(
    supersedeEvidence,
    ines,
    { upgrade: tell.key, evidence: items[0]?.id ?? "", file: textFile("counts-after-dev-2.txt", lines) },
    { now: tell.clock(at(-26, "09:20")) },
  );
  await tell.signGate(
    omar,
    env,
    "exit",
    {
      meaning: "accepted_with_conditions",
      statement: "Signed again with the corrected counts.",
      conditions: [
        "The pipeline deploys with apictl 4.5 before pre-prod starts",
        "Partner Kestrel has tried its opaque tokens against the new stack",
      ],
    },
    at(-25, "14:00"),
  );
  await tell.comment(
    priya,
    env,
    "A-01",
    "Thank you, that is a calm first week. @omar.haddad please book the pre-prod machines.",
    at(-25, "15:30"),
  );
}
