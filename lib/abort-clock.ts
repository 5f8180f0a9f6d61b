import { randomUUID } from "node:crypto";
import type { NewEvent } from "@/domain/event";
import type { RunKind } from "@/domain/migration-run";
import type { RehearsalRules } from "@/domain/rehearsal";
import { abortQuestion } from "@/domain/run-decision";
import { abortNews, latestSafeAbort } from "@/domain/run-schedule";
import type { ReadClient, WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { wayBack } from "@/lib/way-back";

/** The window a run belongs to: the one it began in, or the next. One that was over before is none of its. */
export function windowOf(client: Pick<ReadClient, "changeWindow">, environmentId: string, began: Date) {
  return client.changeWindow.findFirst({
    where: { environmentId, state: "booked", endsAt: { gt: began } },
    orderBy: { startsAt: "asc" },
    select: { startsAt: true, endsAt: true, reserveMinutes: true },
  });
}

/** Minutes kept free at the end: what was booked and what the rules ask for, whichever is longer. `rehearsal` as stored. */
export function reserveOf(window: { reserveMinutes: number } | null, rehearsal: unknown): number {
  const rules = rehearsal as RehearsalRules | null;
  return Math.max(window?.reserveMinutes ?? 0, rules?.reserveMinutes ?? 0);
}

/** Runs that go on and can still go back. */
const open = { endedAt: null, backOutAt: null } as const;

const asked = {
  id: true,
  kind: true,
  number: true,
  startedAt: true,
  abortPassedAt: true,
  upgradeId: true,
  upgrade: { select: { key: true, rehearsal: true } },
  environment: { select: { id: true, key: true, name: true } },
} as const;

interface Row {
  id: string;
  kind: RunKind;
  number: number;
  startedAt: Date;
  abortPassedAt: Date | null;
  upgradeId: string;
  upgrade: { key: string; rehearsal: unknown };
  environment: { id: string; key: string; name: string };
}

/** What has to be told of the latest safe abort of a run; null when nothing has. */
async function newsOf(
  client: Pick<ReadClient, "changeWindow" | "step" | "backOutStep">,
  run: Row,
  now: Date,
): Promise<{ is: "passed" | "ahead"; latest: string } | null> {
  const window = await windowOf(client, run.environment.id, run.startedAt);
  if (!window) return null;
  const final = await client.step.count({
    where: { environmentId: run.environment.id, removedAt: null, pointOfNoReturn: true, state: "done" },
  });
  if (final > 0) return null;
  const { minutes } = await wayBack(client, run.upgradeId, run.environment.id);
  const reserve = reserveOf(window, run.upgrade.rehearsal);
  const clock = latestSafeAbort(window.endsAt.getTime(), minutes, reserve, now.getTime());
  const is = abortNews(clock, run.abortPassedAt?.getTime() ?? null);
  return clock && is && { is, latest: new Date(clock.latest).toISOString() };
}

/** Upgrades with a run of whose latest safe abort something has to be told. */
export async function upgradesPastAbort(read: ReadClient, now: Date): Promise<{ id: string; key: string }[]> {
  const runs = await read.migrationRun.findMany({
    where: { ...open, upgrade: { archivedAt: null } },
    select: asked,
  });
  const past: { id: string; key: string }[] = [];
  for (const run of runs)
    if (await newsOf(read, run, now)) past.push({ id: run.upgradeId, key: run.upgrade.key });
  return past;
}

/**
 * Records of each run that its latest safe abort has passed, asks what follows from it, and tells those who decide; or that
 * it lies ahead again. Only in a transaction that holds the lock of the upgrade's chain; the second time finds nothing.
 * While one such question is open no other is asked.
 */
export async function tellAborts(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
): Promise<{ events: NewEvent[]; notices: Notice[] }> {
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  const runs = await tx.migrationRun.findMany({ where: { ...open, upgradeId }, select: asked });
  for (const run of runs) {
    const news = await newsOf(tx, run, now);
    if (!news) continue;
    const { id, kind, number, environment } = run;
    const about = { subject: { type: "migration_run", id }, environmentId: environment.id } as const;
    const data = { environment: environment.name, kind, number, latest: news.latest };
    const passed = news.is === "passed";
    // Not the version: nothing that somebody edits has changed.
    await tx.migrationRun.update({ where: { id }, data: { abortPassedAt: passed ? now : null } });
    events.push({ type: passed ? "run.abortPassed" : "run.abortAhead", ...about, data });
    if (!passed) continue;
    events.push(...(await demand(tx, run, now)));
    notices.push(await tellDeciders(tx, run));
  }
  return { events, notices };
}

/** Asks what follows from it, unless that is asked already. */
async function demand(tx: WriteClient, run: Row, now: Date): Promise<NewEvent[]> {
  const { id: runId, kind, number, environment, upgradeId } = run;
  if ((await tx.runDecision.count({ where: { runId, demanded: true, verdict: null } })) > 0) return [];
  const question = abortQuestion;
  await tx.runDecision.create({
    data: { id: randomUUID(), upgradeId, runId, question, askedAt: now, demanded: true },
  });
  return [
    {
      type: "run.decisionAsked",
      subject: { type: "migration_run", id: runId },
      environmentId: environment.id,
      data: { environment: environment.name, kind, number, question },
    },
  ];
}

async function tellDeciders(tx: WriteClient, { upgradeId, upgrade, environment }: Row): Promise<Notice> {
  const deciders = await tx.member.findMany({
    where: { upgradeId, roles: { hasSome: ["lead", "manager"] } },
    select: { userId: true },
  });
  return {
    kind: "decision_wanted",
    to: deciders.map(({ userId }) => userId),
    title: `${environment.name}: ${abortQuestion}`,
    href: paths.live(upgrade.key, environment.key),
  };
}
