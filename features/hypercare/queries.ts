import { canStartBehind } from "@/domain/gate";
import { decideStart } from "@/domain/hypercare/period";
import type { DayStanding } from "@/domain/hypercare/standing";
import { hypercareStanding } from "@/domain/hypercare/standing";
import { mayRetireOld } from "@/domain/traffic";
import type { VerificationRules } from "@/domain/verification";
import { peopleOf } from "@/features/health/queries/place";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { loadHypercare } from "@/lib/hypercare-facts";
import { upgradeQuery } from "@/lib/read";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";
import { type DayView, type FindingView, type HypercareView, hypercareInput, hypercareView } from "./schema";

type Client = Pick<
  ReadClient,
  | "$queryRaw"
  | "environment"
  | "hypercarePeriod"
  | "hypercareAnswer"
  | "hypercareFinding"
  | "trafficShift"
  | "changeWindow"
  | "user"
>;

export const getHypercare = upgradeQuery({
  name: "hypercare.view",
  action: "health.view",
  summary:
    "Hypercare of an environment: its days with every answer, findings, and what is left until it is clean",
  path: "/upgrades/{upgrade}/environments/{environment}/hypercare",
  input: hypercareInput,
  output: hypercareView,
  run: ({ read, upgrade, now }, { environment }) => readHypercare(read, upgrade, environment, now),
});

type NameOf = Awaited<ReturnType<typeof peopleOf>>;

/** Also for the commands that change it, inside their transactions. Throws `not_found`. */
export async function readHypercare(
  client: Client,
  upgrade: UpgradeScope,
  key: string,
  now: Date,
): Promise<HypercareView> {
  const environment = await client.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: {
      id: true,
      key: true,
      name: true,
      kind: true,
      startedAt: true,
      gates: { where: { kind: "entry" }, select: { state: true } },
    },
  });
  if (!environment) throw notFound("environment");
  const environmentId = environment.id;
  const { hypercare: rules } = await loadVerification(client, upgrade.id);
  const row = await client.hypercarePeriod.findFirst({
    where: { environmentId },
    orderBy: { number: "desc" },
    include: { answers: true },
  });
  const found = await client.hypercareFinding.findMany({
    where: { environmentId },
    orderBy: { number: "asc" },
  });
  const nameOf = await peopleOf(client, [
    ...(row ? [row.startedById, row.endedById] : []),
    ...(row?.answers ?? []).flatMap(({ answeredById, correctedById }) => [answeredById, correctedById]),
    ...found.flatMap(({ ownerId, openedById, closedById }) => [ownerId, openedById, closedById]),
  ]);
  const period = row && (await periodOf(client, upgrade.id, environmentId, rules, now));
  const findings = found.map((one) => findingView(one, nameOf));
  const begins = decideStart(
    {
      rules,
      environmentName: environment.name,
      entryOpen: canStartBehind(environment.gates[0]?.state ?? "shut", environment),
      last: period,
    },
    { begin: now },
    now,
  );
  return {
    environment: { key: environment.key, name: environment.name },
    asks: rules && { here: rules.in.includes(environment.kind), days: rules.days },
    checks: (rules?.checks ?? []).map(({ id, title, text, sources, page }) => ({
      id,
      title,
      text,
      sources: [...sources],
      page,
    })),
    proposed: await proposedBegin(client, environmentId, now),
    period: row &&
      period && {
        number: row.number,
        version: row.version,
        begin: row.begin.toISOString(),
        end: new Date(period.end).toISOString(),
        length: row.days,
        zone: row.zone,
        startedAt: row.startedAt.toISOString(),
        startedBy: nameOf(row.startedById),
        ended:
          row.endedAt && row.endedById && row.endedWhy !== null
            ? { at: row.endedAt.toISOString(), by: nameOf(row.endedById), reason: row.endedWhy }
            : null,
        over: period.over,
        days: period.days.map((day) => dayView(day, row.answers, nameOf)),
      },
    startRefused: begins.ok ? null : begins.refusals.map(({ message }) => message).join(" "),
    findings,
    clean:
      period?.over === true &&
      period.days.every(({ state }) => state === "answered") &&
      findings.every(({ closed }) => closed !== null),
  };
}

/** How the last period of an environment stands; throws where there is none. */
async function periodOf(
  client: Client,
  upgradeId: string,
  environmentId: string,
  rules: VerificationRules["hypercare"],
  now: Date,
) {
  const { periods } = await loadHypercare(client, upgradeId);
  const period = periods.find((one) => one.environmentId === environmentId);
  if (!period) throw new Error(`There is no hypercare of ${environmentId}`);
  return hypercareStanding(rules, period, zoneClock(period.zone), now);
}

type AnswerRow = {
  day: number;
  checkId: string;
  result: "clean" | "finding";
  note: string;
  link: string;
  answeredAt: Date;
  answeredById: string;
  correctedAt: Date | null;
  correctedById: string | null;
  version: number;
};

function dayView(
  { day, state, late, today, checks }: DayStanding,
  rows: AnswerRow[],
  nameOf: NameOf,
): DayView {
  return {
    number: day.number,
    date: day.date,
    from: new Date(day.from).toISOString(),
    to: new Date(day.to).toISOString(),
    state,
    late,
    today,
    checks: checks.map((standing) => {
      const row = rows.find((one) => one.day === day.number && one.checkId === standing.check.id);
      return {
        id: standing.check.id,
        state: standing.state,
        late: standing.late,
        answer: row
          ? {
              result: row.result,
              note: row.note,
              link: row.link,
              at: row.answeredAt.toISOString(),
              by: nameOf(row.answeredById),
              corrected:
                row.correctedAt && row.correctedById
                  ? { at: row.correctedAt.toISOString(), by: nameOf(row.correctedById) }
                  : null,
              version: row.version,
            }
          : null,
      };
    }),
  };
}

type FindingRow = {
  id: string;
  version: number;
  number: number;
  day: number;
  title: string;
  what: string;
  severity: FindingView["severity"];
  link: string;
  ownerId: string | null;
  openedAt: Date;
  openedById: string;
  done: string | null;
  closedAt: Date | null;
  closedById: string | null;
};

const findingView = (row: FindingRow, nameOf: NameOf): FindingView => ({
  id: row.id,
  version: row.version,
  number: row.number,
  day: row.day,
  check: row.title,
  what: row.what,
  severity: row.severity,
  link: row.link,
  owner: row.ownerId === null ? null : nameOf(row.ownerId),
  openedAt: row.openedAt.toISOString(),
  openedBy: nameOf(row.openedById),
  closed:
    row.done !== null && row.closedAt && row.closedById
      ? { at: row.closedAt.toISOString(), by: nameOf(row.closedById), done: row.done }
      : null,
});

/** When all traffic had moved, else when the last change window had ended; null while neither has. */
async function proposedBegin(
  client: Client,
  environmentId: string,
  now: Date,
): Promise<HypercareView["proposed"]> {
  const shifts = await client.trafficShift.findMany({ where: { environmentId }, orderBy: { number: "asc" } });
  const moved = shifts.at(-1)?.share === 100 ? mayRetireOld(shifts, 1, now).since : null;
  if (moved !== null && moved <= now) return { begin: moved.toISOString(), because: "traffic" };
  const window = await client.changeWindow.findFirst({
    where: { environmentId, state: "booked", endsAt: { lte: now } },
    orderBy: { endsAt: "desc" },
    select: { endsAt: true },
  });
  return window && { begin: window.endsAt.toISOString(), because: "window" };
}
