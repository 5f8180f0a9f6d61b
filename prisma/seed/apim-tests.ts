import { editTestCase } from "@/features/test-cases/commands/test-cases";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import type { RunCase } from "@/features/test-runs/schema";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Teller, Telling } from "./teller";
import { begin, caseNamed, importRun, passed, record } from "./tests";
import { waive } from "./waivers";

const env = "pre-prod";

const titles = {
  controlPlaneAway: "Calls go on while a control plane node is away",
  gatewayDies: "Time without answers when a gateway node dies",
  logVolume: "Log volume per gateway node and day",
  revoked: "A revoked token is refused on every gateway",
  throughput: "Throughput with JWT over ten minutes",
};

/** The load cases that nobody measures before the story is opened. */
const measuredLater = [
  "Heap in use after 24 hours at half the peak load",
  titles.gatewayDies,
  "Database connections in use after 24 hours",
];

/** Days -8 and -7: the functional cases come from the pipeline. Answers the run and its cases. */
export async function functionalCatalogueRuns(tell: Teller, { at, people }: Telling) {
  const { ines } = people;
  const { run, list } = await begin(tell, ines, env, "Functional catalogue", at(-8, "11:00"));
  const cases = list.filter((one) => one.threshold === null && one.title !== titles.controlPlaneAway);
  const given = { environment: env, run: run.id, file: "apim-preprod-nightly.xml", suite: "upgrade", cases };
  await importRun(tell, ines, given, at(-7, "08:30"), {
    unknown: [{ name: "Webhook callbacks are retried", className: "upgrade.streaming", seconds: 12 }],
  });
  return { run: run.id, cases };
}

/** Day -4: one of the functional cases fails when it is looked at again. */
export async function revocationFails(
  tell: Teller,
  { at, people }: Telling,
  { run, cases }: Awaited<ReturnType<typeof functionalCatalogueRuns>>,
): Promise<void> {
  const failed = {
    testCase: caseNamed(cases, titles.revoked).code,
    result: "failed" as const,
    minutes: 15,
    defectUrl: "https://defects.example.com/APIM-2207",
    note: "Gateway 2 answers 200 for four minutes after the revocation; gateway 1 refuses at once.",
  };
  await record(tell, people.ines, run, [failed], at(-4, "15:10"));
}

/** What Lee measures of a load case: only throughput is on the wrong side of its limit. */
function measured(one: RunCase) {
  const figures = { [titles.throughput]: 612, "ERROR lines per hour that nobody has explained": 0 };
  const known = passed(one, figures);
  if (one.title !== titles.throughput) return known;
  return {
    ...known,
    result: "failed" as const,
    note: "CPU of both gateways at 96 %; the old stack does 840.",
    defectUrl: "https://defects.example.com/APIM-2211",
  };
}

/** Day -6: the round of load and failover begins. */
export const loadBegins = (tell: Teller, { at, people }: Telling) =>
  begin(tell, people.lee, env, "Load and failover", at(-6, "09:00"));

/** Day -5: load and failover are measured. */
export async function loadIsMeasured(
  tell: Teller,
  { at, people }: Telling,
  { run, list }: Awaited<ReturnType<typeof begin>>,
): Promise<void> {
  const { lee } = people;
  const loads = list.filter((one) => one.threshold !== null && !measuredLater.includes(one.title));
  await record(tell, lee, run.id, loads.map(measured), at(-5, "16:00"));
  const away = caseNamed(list, titles.controlPlaneAway);
  await record(tell, lee, run.id, [passed(away)], at(-5, "16:30"));
  const skipped = {
    testCase: caseNamed(list, titles.gatewayDies).code,
    result: "skipped" as const,
    note: "The load balancer of pre-prod can't take a node out.",
  };
  await record(tell, lee, run.id, [skipped], at(-5, "17:00"));
}

/** Day -4: what can't be tested in pre-prod is accepted for a while. */
export async function gatewayDeathIsWaived(
  tell: Teller,
  { at, people }: Telling,
  load: readonly RunCase[],
): Promise<void> {
  const { lee, hana } = people;
  await waive(
    tell,
    { environment: env, gate: "exit" },
    caseNamed(load, titles.gatewayDies).code,
    { asks: lee, agrees: hana },
    {
      reason: "Repeated on production's own balancer before the window, with the old stack behind it.",
      expiresAt: at(2, "16:00"),
    },
    at(-4, "09:00"),
    at(-4, "11:45"),
  );
}

/**
 * Day -3: the limit was the disk of the old nodes; the new ones have less. What passed against the old limit has to be
 * run again.
 */
export async function logVolumeLimitShrinks(
  tell: Teller,
  { at, people }: Telling,
  load: readonly RunCase[],
): Promise<void> {
  const { ines } = people;
  const now = at(-3, "09:00");
  const volume = { upgrade: tell.key, testCase: caseNamed(load, titles.logVolume).code };
  const { version } = await answer(getTestCase, ines, volume, { now });
  const threshold = { value: 4, unit: "GB/day", direction: "at_most" as const };
  await execute(editTestCase, ines, { ...volume, version, threshold }, { now: tell.clock(now) });
}
