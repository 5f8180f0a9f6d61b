import type { FieldValue } from "@/domain/finding";
import { compareParity, sameTrait } from "@/domain/parity";
import { proposeTraits, type TraitProposal } from "@/domain/parity-proposal";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { type ParityView, parityInput, parityView } from "../schema/parity";
import { rulesOf } from "./runs";

type Client = Pick<
  ReadClient,
  "environment" | "environmentTrait" | "inventoryItem" | "parityAcceptance" | "upgrade"
>;

/** What the nodes that stand in an environment propose for it, by point. */
async function proposalsOf(
  client: Client,
  upgradeId: string,
  environmentId: string | undefined,
): Promise<ReadonlyMap<string, TraitProposal>> {
  if (!environmentId) return new Map();
  const nodes = await client.inventoryItem.findMany({
    where: {
      upgradeId,
      kind: "node",
      removedAt: null,
      OR: [{ environmentIds: { has: environmentId } }, { environmentIds: { isEmpty: true } }],
    },
    orderBy: { createdAt: "asc" },
    select: { code: true, fields: true },
  });
  const proposals = proposeTraits(
    nodes.map(({ code, fields }) => ({ code, fields: fields as Record<string, FieldValue> })),
  );
  return new Map(proposals.map((one) => [one.key, one]));
}

/** Nothing is proposed where that very value is written down. */
function proposed(of: ReadonlyMap<string, TraitProposal>, key: string, present: string | null) {
  const found = of.get(key);
  if (!found || (present !== null && sameTrait(found.value, present))) return null;
  return { value: found.value, source: found.source };
}

export const getParity = upgradeQuery({
  name: "parity.get",
  action: "upgrade.view",
  summary: "How like production an environment is, point by point",
  path: "/upgrades/{upgrade}/parity",
  input: parityInput,
  output: parityView,
  run: ({ read, upgrade }, { environment }) => readParity(read, upgrade, environment),
});

/** Also for the commands that change it. Left out: the environment in which the migration is rehearsed. */
export async function readParity(client: Client, upgrade: UpgradeScope, key?: string): Promise<ParityView> {
  const environments = await client.environment.findMany({
    where: { upgradeId: upgrade.id },
    orderBy: { position: "asc" },
    select: { id: true, key: true, name: true, kind: true },
  });
  const { rehearsal } = await client.upgrade.findUniqueOrThrow({
    where: { id: upgrade.id },
    select: { rehearsal: true },
  });
  const pilotIn = rulesOf(rehearsal)?.pilotIn ?? "pre_prod";
  const production = environments.find(({ kind }) => kind === "prod") ?? null;
  const others = environments.filter(({ kind }) => kind !== "prod");
  const here = key
    ? others.find((one) => one.key === key)
    : (others.findLast(({ kind }) => kind === pilotIn) ?? others.at(-1));
  if (key && !here) throw notFound("environment");
  const traitsOf = async (id: string | undefined) =>
    new Map(
      id
        ? (await client.environmentTrait.findMany({ where: { environmentId: id } })).map((row) => [
            row.key,
            row,
          ])
        : [],
    );
  const mine = await traitsOf(here?.id);
  const theirs = await traitsOf(production?.id);
  const [forHere, forProduction] = [
    await proposalsOf(client, upgrade.id, here?.id),
    await proposalsOf(client, upgrade.id, production?.id),
  ];
  const accepted = here
    ? await client.parityAcceptance.findMany({ where: { environmentId: here.id, endedAt: null } })
    : [];
  const values = (rows: Map<string, { value: string }>) =>
    new Map([...rows].map(([trait, { value }]) => [trait, value]));
  const { lines, score, undecided } = compareParity(values(mine), values(theirs), accepted);
  const place = ({ key: name, name: title }: { key: string; name: string }) => ({ key: name, name: title });
  return {
    environment: here ? place(here) : null,
    production: production && place(production),
    environments: others.map(place),
    score,
    undecided: undecided.length,
    lines: lines.map((line) => ({
      ...line,
      hereVersion: mine.get(line.key)?.version ?? 0,
      hereProposal: proposed(forHere, line.key, line.here),
      productionVersion: theirs.get(line.key)?.version ?? 0,
      productionProposal: proposed(forProduction, line.key, line.production),
    })),
  };
}
