import { sentence } from "@/domain/event";
import { gateLabel } from "@/domain/gate-kind";
import { hypercareStanding } from "@/domain/hypercare/standing";
import { type PlaybookProposal, playbookProposals, proposalText } from "@/domain/review";
import { loadTimings } from "@/features/forecast/queries/facts";
import { readKept } from "@/features/forecast/queries/kept";
import { readRuns } from "@/features/rehearsal/queries/rows";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { loadHypercare } from "@/lib/hypercare-facts";
import { upgradeQuery } from "@/lib/read";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";
import { type ReviewView, reviewInput, reviewView } from "./schema";

/** What a reader of the review wants to see of history: beginnings and ends, traffic, signatures, decisions. */
const told = [
  "run.started",
  "run.ended",
  "run.backOutBegun",
  "run.backOutDone",
  "run.decided",
  "traffic.shifted",
  "signOff.signed",
  "signOff.rejected",
  "window.booked",
  "gate.opened",
  "hypercare.started",
  "hypercare.extended",
  "hypercare.endedEarly",
  "hypercare.findingOpened",
  "hypercare.findingClosed",
  "hypercare.over",
];

/** The review of an upgrade: what people wrote, beside what Liftlock drafts from history. */
export const getReview = upgradeQuery({
  name: "upgrade.reviewed",
  action: "upgrade.view",
  summary: "The review of an upgrade: what people wrote, and what is drafted from its history",
  path: "/upgrades/{upgrade}/review",
  input: reviewInput,
  output: reviewView,
  run: async ({ read, upgrade, now }): Promise<ReviewView> => {
    const environments = await read.environment.findMany({
      where: { upgradeId: upgrade.id },
      select: { id: true, key: true, name: true },
    });
    const nameOf = (id: string | null) => environments.find((one) => one.id === id)?.name ?? "";
    const [written, timeline, runs, kept, care, waivers, defects, proposals] = await Promise.all([
      writtenOf(read, upgrade),
      timelineOf(read, upgrade, nameOf),
      readRuns(read, upgrade, now),
      readKept(read, upgrade, now),
      careOf(read, upgrade, environments, now),
      waiversOf(read, upgrade),
      defectsOf(read, upgrade),
      proposalsOf(read, upgrade, now),
    ]);
    return {
      written,
      timeline,
      deviations: runs
        .flatMap(({ row, entries }) =>
          entries
            .filter(({ kind }) => kind === "deviation")
            .map(({ at, text, by }) => ({
              at,
              run: `${row.kind === "pilot" ? `Pilot ${row.number}` : "Live run"} of ${row.environment.name}`,
              runId: row.id,
              text,
              by: by.name,
            })),
        )
        .sort((a, b) => a.at.localeCompare(b.at)),
      forecasts: kept.map(({ environment, number, p50, p80, took }) => ({
        environment: environment.name,
        number,
        p50,
        p80,
        took: took?.minutes ?? null,
        within: took?.within ?? null,
      })),
      ...care,
      waivers,
      defects,
      proposals: proposals.map(shown),
      proposalText: proposalText(proposals),
    };
  },
});

async function writtenOf(read: ReadClient, upgrade: UpgradeScope): Promise<ReviewView["written"]> {
  const row = await read.review.findUnique({ where: { upgradeId: upgrade.id } });
  const editor =
    row && (await read.user.findUnique({ where: { id: row.editedById }, select: { id: true, name: true } }));
  return {
    summary: row?.summary ?? "",
    wentWell: row?.wentWell ?? "",
    wentBadly: row?.wentBadly ?? "",
    actions: row?.actions ?? "",
    editedAt: row?.editedAt.toISOString() ?? null,
    editedBy: editor ?? null,
    version: row?.version ?? 0,
  };
}

async function timelineOf(
  read: ReadClient,
  upgrade: UpgradeScope,
  nameOf: (id: string | null) => string,
): Promise<ReviewView["timeline"]> {
  const rows = await read.$queryRaw<
    { at: Date; actorName: string; type: string; environmentId: string | null; data: unknown }[]
  >`
    SELECT at, "actorName", type, "environmentId", data FROM "AuditEvent"
    WHERE chain = ${upgrade.id} AND type = ANY (${told}) ORDER BY seq DESC LIMIT 300`;
  return rows.toReversed().map(({ at, actorName, type, environmentId, data }) => ({
    at: at.toISOString(),
    environment: nameOf(environmentId),
    sentence: sentence(actorName, type, data),
  }));
}

/** How each environment was looked after, and everything that was found. */
async function careOf(
  read: ReadClient,
  upgrade: UpgradeScope,
  environments: readonly { id: string; key: string; name: string }[],
  now: Date,
): Promise<Pick<ReviewView, "hypercare" | "findings">> {
  const { hypercare: rules } = await loadVerification(read, upgrade.id);
  const { periods, findings } = await loadHypercare(read, upgrade.id);
  return {
    hypercare: environments.flatMap(({ id, key, name }) => {
      const period = periods.find(({ environmentId }) => environmentId === id);
      if (!period) return [];
      const { days } = hypercareStanding(rules, period, zoneClock(period.zone), now);
      return [
        {
          environment: name,
          environmentKey: key,
          from: days[0]?.day.date ?? "",
          days: days.length,
          answered: days.filter(({ state }) => state === "answered").length,
          late: days.filter(({ late }) => late).length,
          ended: period.endedWhy,
        },
      ];
    }),
    findings: findings.map(({ environmentId, number, what, severity, done }) => ({
      environment: environments.find(({ id }) => id === environmentId)?.name ?? "",
      number,
      what,
      severity,
      done,
    })),
  };
}

async function waiversOf(read: ReadClient, upgrade: UpgradeScope): Promise<ReviewView["waivers"]> {
  const rows = await read.waiver.findMany({
    where: { upgradeId: upgrade.id, approvedById: { not: null } },
    orderBy: { requestedAt: "asc" },
    include: { gate: { include: { environment: { select: { name: true } } } } },
  });
  const people = await read.user.findMany({
    where: { id: { in: rows.map(({ requestedById }) => requestedById) } },
    select: { id: true, name: true },
  });
  return rows.map(({ gate, blockerTitle, reason, requestedById }) => ({
    gate: gateLabel(gate.environment.name, gate.kind),
    title: blockerTitle,
    reason,
    by: people.find(({ id }) => id === requestedById)?.name ?? "Somebody",
  }));
}

async function defectsOf(read: ReadClient, upgrade: UpgradeScope): Promise<ReviewView["defects"]> {
  const rows = await read.testExecution.findMany({
    where: { upgradeId: upgrade.id, defectUrl: { not: null } },
    orderBy: { executedAt: "asc" },
    take: 200,
    select: {
      defectUrl: true,
      testCase: { select: { code: true, title: true } },
      run: { select: { environment: { select: { name: true } } } },
    },
  });
  return rows.flatMap(({ defectUrl, testCase, run }) =>
    defectUrl ? [{ ...testCase, environment: run.environment.name, url: defectUrl }] : [],
  );
}

async function proposalsOf(read: ReadClient, upgrade: UpgradeScope, now: Date): Promise<PlaybookProposal[]> {
  const { steps, attempts } = await loadTimings(read, upgrade, now);
  const measured = new Map<string, number[]>();
  for (const { stepId, handsOn } of attempts)
    measured.set(stepId, [...(measured.get(stepId) ?? []), handsOn]);
  return playbookProposals(
    steps.map(({ id, playbookStepId, code, title, plannedMinutes }) => ({
      playbookStepId,
      code,
      title,
      planned: plannedMinutes,
      measured: measured.get(id) ?? [],
    })),
  );
}

const shown = (one: PlaybookProposal): ReviewView["proposals"][number] =>
  one.kind === "minutes"
    ? { kind: one.kind, code: one.code, title: one.title, was: one.was, is: one.is, attempts: one.attempts }
    : { kind: one.kind, code: one.code, title: one.title, was: null, is: one.minutes, attempts: 0 };
