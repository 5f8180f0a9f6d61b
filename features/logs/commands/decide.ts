import { decideMessage } from "@/domain/log/decision";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { environmentOf } from "../queries/readings";
import { decideInput, decideOutput } from "../schema";

/** Decides about a message, or a migration client's run, in the logs of an environment, for this reading and all later ones. */
export const decideLogMessage = upgradeCommand({
  name: "log.decide",
  summary:
    "Decide about a message in the logs of an environment: ignore it, follow it by an issue, or have it fixed",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/logs/{signature}/decision",
  input: decideInput,
  output: decideOutput,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const environment = await environmentOf(tx, upgrade, input.environment);
    const { signature, decision, reason, link } = input;
    const message = await messageOf(tx, environment.id, signature);
    const where = { environmentId_signature: { environmentId: environment.id, signature } };
    const was = await tx.logDecision.findUnique({ where });
    if ((was?.version ?? 0) !== input.version)
      throw conflict("the decision about this message", {
        version: was?.version ?? 0,
        ...(was && { decision: was.decision, reason: was.reason, link: was.link }),
      });
    const verdict = decideMessage(was, { decision, reason, link });
    if (!verdict.ok) throw refused(verdict.refusals);
    const is = { decision, reason, link, decidedAt: now, decidedById: actor.id };
    const version = input.version + 1;
    if (was) await tx.logDecision.update({ where, data: { ...is, version } });
    else
      await tx.logDecision.create({
        data: { environmentId: environment.id, signature, upgradeId: upgrade.id, version, ...is },
      });
    return {
      output: {
        decision,
        reason,
        link,
        version,
        at: now.toISOString(),
        by: { id: actor.id, name: actor.name },
      },
      events: [
        {
          type: "logMessage.decided",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            signature,
            message,
            was: was?.decision ?? null,
            decision,
            reason,
            link,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

/** The words of a message as some reading of the environment has them. Throws `not_found`. */
async function messageOf(tx: WriteClient, environmentId: string, signature: string): Promise<string> {
  const [found] = await tx.$queryRaw<{ message: string }[]>`
    SELECT coalesce(a->>'message', g->>'message') AS message FROM "LogReading" r
    LEFT JOIN LATERAL (SELECT g FROM jsonb_array_elements(r.groups) AS x(g) WHERE g->>'signature' = ${signature} LIMIT 1) AS groups(g) ON true
    LEFT JOIN LATERAL (SELECT a FROM jsonb_array_elements(r.asking) AS x(a) WHERE a->>'signature' = ${signature} LIMIT 1) AS asks(a) ON true
    WHERE r."environmentId" = ${environmentId}::uuid AND (g IS NOT NULL OR a IS NOT NULL)
    ORDER BY r.number DESC LIMIT 1`;
  if (!found) throw notFound("message");
  return found.message.slice(0, 200);
}
