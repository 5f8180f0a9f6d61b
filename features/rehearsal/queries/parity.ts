import { compareParity } from "@/domain/parity";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { type ParityView, parityInput, parityView } from "../schema/parity";
import { rulesOf } from "./runs";

type Client = Pick<ReadClient, "environment" | "environmentTrait" | "parityAcceptance" | "upgrade">;

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
      productionVersion: theirs.get(line.key)?.version ?? 0,
    })),
  };
}
