import { decideRun, decideVote, type RunVerdict } from "@/domain/run-decision";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { findRun } from "../queries/find-run";
import { peopleByName } from "../queries/rows";
import { askInput, decideInput, savedDecision, voteInput } from "../schema/live";
import { aboutRun, hasEnded, nameOfRun, ofRun } from "./run-change";

const words: Record<RunVerdict, string> = { go: "go", no_go: "no-go" };

/** Asks everybody in the run: on or back? Those who may vote are told. */
export const askDecision = upgradeCommand({
  name: "run.ask",
  summary: "Ask for a decision in a run: go or no-go",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/decisions",
  creates: true,
  input: askInput,
  output: savedDecision,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const run = await findRun(tx, upgrade, input.run);
    if (run.endedAt) throw hasEnded(run);
    const id = newId();
    await tx.runDecision.create({
      data: {
        id,
        upgradeId: upgrade.id,
        runId: run.id,
        question: input.question,
        askedAt: now,
        askedById: actor.id,
      },
    });
    const members = await tx.member.findMany({
      where: { upgradeId: upgrade.id, roles: { hasSome: ["lead", "manager", "engineer"] } },
      select: { userId: true },
    });
    return {
      output: { id, version: 1 },
      events: [
        { type: "run.decisionAsked", ...aboutRun(run), data: { ...ofRun(run), question: input.question } },
      ],
      notices: [
        {
          kind: "decision_wanted",
          to: members.map(({ userId }) => userId).filter((userId) => userId !== actor.id),
          title: `${nameOfRun(run)}: ${input.question}`,
          href: paths.live(upgrade.key, run.environment.key),
        },
      ],
      touched: [],
    };
  },
});

async function findDecision(
  tx: WriteClient,
  upgrade: UpgradeScope,
  input: { run: string; decision: string },
) {
  const run = await findRun(tx, upgrade, input.run);
  const decision = await tx.runDecision.findFirst({
    where: { id: input.decision, runId: run.id },
    include: { votes: { orderBy: { at: "asc" } } },
  });
  if (!decision) throw notFound("decision");
  return { run, decision };
}

/** Votes at a decision point, or changes one's vote while it is open. */
export const voteInRun = upgradeCommand({
  name: "run.vote",
  summary: "Vote at a decision point of a run",
  method: "PUT",
  path: "/upgrades/{upgrade}/migration-runs/{run}/decisions/{decision}/vote",
  input: voteInput,
  output: savedDecision,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const { run, decision } = await findDecision(tx, upgrade, input);
    const verdict = decideVote(decision, input.verdict, input.reason);
    if (!verdict.ok) throw refused(verdict.refusals);
    const vote = { verdict: input.verdict, reason: input.reason, at: now };
    await tx.runVote.upsert({
      where: { decisionId_userId: { decisionId: decision.id, userId: actor.id } },
      create: { decisionId: decision.id, userId: actor.id, ...vote },
      update: vote,
    });
    return {
      output: { id: decision.id, version: decision.version },
      events: [
        {
          type: "run.voted",
          ...aboutRun(run),
          data: {
            ...ofRun(run),
            question: decision.question,
            verdict: words[input.verdict],
            reason: input.reason,
          },
        },
      ],
      touched: [],
    };
  },
});

/** Decides; against votes of others only with a reason. */
export const decideInRun = upgradeCommand({
  name: "run.decide",
  summary: "Decide at a decision point of a run",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/decisions/{decision}/verdict",
  input: decideInput,
  output: savedDecision,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const { run, decision } = await findDecision(tx, upgrade, input);
    if (decision.version !== input.version)
      throw conflict("the decision", { version: decision.version, verdict: decision.verdict });
    const person = await peopleByName(
      tx,
      decision.votes.map(({ userId }) => userId),
    );
    const verdict = decideRun(decision, input.verdict, input.reason, (id) => person(id).name);
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.runDecision.update({
      where: { id: decision.id },
      data: {
        verdict: input.verdict,
        reason: input.reason,
        decidedAt: now,
        decidedById: actor.id,
        version: { increment: 1 },
      },
    });
    const votes = (of: RunVerdict) => decision.votes.filter((vote) => vote.verdict === of).length;
    return {
      output: { id: decision.id, version: decision.version + 1 },
      events: [
        {
          type: "run.decided",
          ...aboutRun(run),
          data: {
            ...ofRun(run),
            question: decision.question,
            verdict: words[input.verdict],
            reason: input.reason,
            go: votes("go"),
            noGo: votes("no_go"),
          },
        },
      ],
      touched: [],
    };
  },
});
