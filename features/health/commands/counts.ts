import { countTitle, decideAcceptance, decideCount } from "@/domain/health/count";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, refused } from "@/lib/errors";
import { readCounts } from "../queries/counts";
import { environmentOf } from "../queries/place";
import { acceptCountInput, countOutput, setCountInput } from "../schema";

/** Writes down how many there were before or are after. Another number ends what was accepted. */
export const setCount = upgradeCommand({
  name: "count.set",
  summary: "Write down how many of something an environment had before or has after",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/counts",
  input: setCountInput,
  output: countOutput,
  run: async ({ tx, newId, upgrade }, input) => {
    const { environment, was } = await countOf(tx, upgrade, input);
    const verdict = decideCount(
      was ?? { name: input.name, before: null, after: null, accepted: null },
      input,
    );
    if (!verdict.ok) throw refused(verdict.refusals);
    const { before, after } = verdict.is;
    const acceptance = { accepted: null, acceptedAt: null, acceptedById: null };
    await tx.entityCount.upsert({
      where: { environmentId_name: { environmentId: environment.id, name: input.name } },
      create: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId: environment.id,
        name: input.name,
        before,
        after,
      },
      update: { before, after, ...acceptance, version: { increment: 1 } },
    });
    return {
      output: await oneCount(tx, upgrade, input),
      events: [
        {
          type: "count.set",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            name: countTitle(input.name),
            was: { before: was?.before ?? null, after: was?.after ?? null },
            is: { before, after },
            acceptedBefore: was?.accepted ?? null,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

/** Accepts a difference, with the reason why it is right. */
export const acceptCount = upgradeCommand({
  name: "count.accept",
  summary: "Accept that there are more or fewer of something than before, and why",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/counts/{name}/accept",
  input: acceptCountInput,
  output: countOutput,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const { environment, was } = await countOf(tx, upgrade, input);
    const verdict = decideAcceptance(
      was ?? { name: input.name, before: null, after: null, accepted: null },
      input.reason,
    );
    if (!verdict.ok) throw refused(verdict.refusals);
    const { before, after, accepted } = verdict.is;
    await tx.entityCount.update({
      where: { environmentId_name: { environmentId: environment.id, name: input.name } },
      data: { accepted, acceptedAt: now, acceptedById: actor.id, version: { increment: 1 } },
    });
    return {
      output: await oneCount(tx, upgrade, input),
      events: [
        {
          type: "count.accepted",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            name: countTitle(input.name),
            before: before ?? 0,
            after: after ?? 0,
            reason: input.reason,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

type Asked = { environment: string; name: string; version: number };

/** The count as it is, null for one nobody wrote down yet. Throws `version_conflict` when the caller saw another one. */
async function countOf(tx: WriteClient, upgrade: UpgradeScope, { environment: key, name, version }: Asked) {
  const environment = await environmentOf(tx, upgrade, key);
  const was = await tx.entityCount.findUnique({
    where: { environmentId_name: { environmentId: environment.id, name } },
  });
  if ((was?.version ?? 0) !== version)
    throw conflict(`how many ${countTitle(name)} there are`, {
      before: was?.before ?? null,
      after: was?.after ?? null,
      accepted: was?.accepted ?? null,
      version: was?.version ?? 0,
    });
  return { environment, was };
}

async function oneCount(tx: WriteClient, upgrade: UpgradeScope, { environment, name }: Asked) {
  const { counts } = await readCounts(tx, upgrade, environment);
  const found = counts.find((count) => count.name === name);
  if (!found) throw new Error(`${name} was written and is not there`);
  return found;
}
