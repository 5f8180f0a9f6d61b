import { hasRole, type Role } from "@/domain/role";
import { sharesOf } from "@/domain/traffic";
import { reserveOf, windowOf } from "@/lib/abort-clock";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { wayBack } from "@/lib/way-back";
import { type LiveDecision, type LiveStep, type LiveView, liveInput, liveView } from "../schema/live";
import { liveSteps } from "./live-steps";
import { peopleByName, readRuns } from "./rows";

/** The run that goes on in an environment, or its last one, as everybody follows it. */
export const getLive = upgradeQuery({
  name: "run.live",
  action: "step.view",
  summary: "The run that goes on in an environment: plan against clock, decisions, the latest safe abort",
  path: "/upgrades/{upgrade}/environments/{environment}/live",
  input: liveInput,
  output: liveView,
  // Fifty people ask at once after every tap, and are told the same: one of them makes it. Where nobody taps, what is drawn up to
  // now is some seconds old; the page's own clock goes on meanwhile.
  run: ({ read, upgrade, now }, { environment }) =>
    savedFacts(read, upgrade).once(`live of ${environment} at ${Math.floor(now.getTime() / 5_000)}`, () =>
      readLive({ read, upgrade, now }, environment),
    ),
});

/** Reads it anew: the same for everybody who may look. */
async function readLive(
  { read, upgrade, now }: { read: ReadClient; upgrade: UpgradeScope; now: Date },
  key: string,
): Promise<LiveView> {
  const environment = await read.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: {
      id: true,
      key: true,
      name: true,
      kind: true,
      migrations: { orderBy: { startedAt: "desc" }, take: 1, select: { id: true } },
      traffic: { orderBy: { number: "asc" } },
      upgrade: { select: { rehearsal: true } },
    },
  });
  if (!environment) throw notFound("environment");
  const runId = environment.migrations[0]?.id;
  const [found] = runId ? await readRuns(read, upgrade, now, runId) : [];
  const run = found?.row ?? null;
  const until = run?.endedAt ? new Date(run.endedAt) : now;
  const members = await read.member.findMany({
    where: { upgradeId: upgrade.id },
    select: {
      userId: true,
      roles: true,
      team: true,
      user: { select: { name: true, email: true, disabledAt: true } },
    },
    orderBy: { user: { name: "asc" } },
  });
  const teams = new Map(members.map(({ userId, team }) => [userId, team]));
  const { lines, schedule } = await liveSteps({ read, upgrade, now }, environment.key, {
    began: run ? new Date(run.startedAt) : now,
    until,
    teamOf: (id) => teams.get(id) ?? "",
  });
  const window = await windowOf(read, environment.id, run ? new Date(run.startedAt) : now);
  const person = await peopleByName(
    read,
    environment.traffic.map(({ byId }) => byId),
  );
  return {
    environment: { key: environment.key, name: environment.name, kind: environment.kind },
    run,
    interrupted: found?.entries.find((one) => one.kind === "interruption" && one.until === null) ?? null,
    entries: found?.entries ?? [],
    steps: lines,
    plannedEnd: run ? new Date(schedule.plannedEnd).toISOString() : null,
    expectedEnd: run && !run.endedAt ? new Date(schedule.expectedEnd).toISOString() : null,
    backOut: await wayBack(read, upgrade.id, environment.id),
    window: window && { start: window.startsAt.toISOString(), finish: window.endsAt.toISOString() },
    reserveMinutes: reserveOf(window, environment.upgrade.rehearsal),
    decisions: runId ? await decisionsOf(read, runId) : [],
    calls: callList(
      members.filter(({ user }) => user.disabledAt === null),
      run?.participants.map(({ id }) => id) ?? [],
      lines,
    ),
    traffic: {
      share: sharesOf(environment.traffic).new,
      shifts: environment.traffic.toReversed().map(({ share, at, reason, byId }) => ({
        share,
        at: at.toISOString(),
        reason,
        by: person(byId),
      })),
    },
  };
}

async function decisionsOf(read: ReadClient, runId: string): Promise<LiveDecision[]> {
  const rows = await read.runDecision.findMany({
    where: { runId },
    orderBy: { askedAt: "desc" },
    include: { votes: { orderBy: { at: "asc" } } },
  });
  const person = await peopleByName(
    read,
    rows.flatMap((row) => [
      ...(row.askedById ? [row.askedById] : []),
      ...(row.decidedById ? [row.decidedById] : []),
      ...row.votes.map(({ userId }) => userId),
    ]),
  );
  return rows.map(({ id, question, demanded, verdict, reason, version, ...row }) => ({
    id,
    question,
    demanded,
    askedAt: row.askedAt.toISOString(),
    askedBy: row.askedById ? person(row.askedById) : null,
    verdict,
    reason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedById ? person(row.decidedById) : null,
    votes: row.votes.map((vote) => ({
      by: person(vote.userId),
      verdict: vote.verdict,
      reason: vote.reason,
      at: vote.at.toISOString(),
    })),
    version,
  }));
}

interface Member {
  userId: string;
  roles: Role[];
  team: string;
  user: { name: string; email: string };
}

/** Who takes part, or else leads and engineers: how to reach them, and what they are doing this moment. */
function callList(
  members: readonly Member[],
  participants: readonly string[],
  steps: readonly LiveStep[],
): LiveView["calls"] {
  const asked = ({ userId, roles }: Member) =>
    participants.length > 0 ? participants.includes(userId) : hasRole(roles, "lead", "engineer");
  return members.filter(asked).map(({ userId, roles, team, user }) => ({
    id: userId,
    name: user.name,
    team,
    email: user.email,
    roles,
    doing: steps
      .filter((step) => step.state === "doing" && step.assignee?.id === userId)
      .map(({ code }) => code),
  }));
}
