import { type Answers, evaluate } from "@/domain/condition";
import type { Playbook } from "@/domain/playbook";
import type { UpgradeScope } from "@/lib/actor";
import { conditionItems } from "@/lib/condition-items";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { environmentInput, environmentsOutput, listEnvironmentsInput, variablesOutput } from "./schema";

type Client = Pick<ReadClient, "upgrade" | "step" | "environmentVariable" | "inventoryItem">;

/** The environments of an upgrade in promotion order. */
export const listEnvironments = upgradeQuery({
  name: "environment.list",
  action: "upgrade.view",
  summary: "Environments in promotion order",
  path: "/upgrades/{upgrade}/environments",
  input: listEnvironmentsInput,
  output: environmentsOutput,
  run: async ({ read, upgrade }) => {
    const rows = await read.environment.findMany({
      where: { upgradeId: upgrade.id },
      orderBy: { position: "asc" },
      select: { id: true, key: true, name: true, kind: true, status: true, position: true, version: true },
    });
    return { environments: rows };
  },
});

/** Variables of one environment: those the playbook proposes, with or without a value, then the team's own. */
export const listVariables = upgradeQuery({
  name: "environment.variables",
  action: "upgrade.view",
  summary: "Variables of an environment",
  path: "/upgrades/{upgrade}/environments/{environment}/variables",
  input: environmentInput,
  output: variablesOutput,
  run: async ({ read, upgrade }, input) => {
    const environment = await read.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
    });
    if (!environment) throw notFound("environment");
    return { variables: await readVariables(read, upgrade, environment) };
  },
});

/** Also for the command that sets them, inside its transaction. */
export async function readVariables(client: Client, upgrade: UpgradeScope, environment: { id: string }) {
  const row = await client.upgrade.findUniqueOrThrow({
    where: { id: upgrade.id },
    include: { playbook: { select: { content: true } } },
  });
  const playbook = row.playbook.content as unknown as Playbook;
  const { variables } = playbook;
  const items = await conditionItems(client, upgrade.id, playbook);
  const facts = { from: row.fromVersion, to: row.toVersion, answers: row.answers as Answers, items };
  const values = new Map(
    (await client.environmentVariable.findMany({ where: { environmentId: environment.id } })).map((value) => [
      value.name,
      value,
    ]),
  );
  const texts = await client.step.findMany({
    where: { environmentId: environment.id, removedAt: null },
    select: { instructions: true, commands: true, backOut: true },
  });
  const mentions = texts.map(
    (text) => `${text.instructions}\n${JSON.stringify(text.commands)}\n${text.backOut}`,
  );
  const usedBy = (name: string) => mentions.filter((text) => text.includes(`{{${name}}}`)).length;
  const proposed = variables.filter((variable) => evaluate(variable.when, facts));
  const own = [...values.values()].filter(
    (value) => !proposed.some((variable) => variable.name === value.name),
  );
  return [
    ...proposed.map(({ name, label, example }) => {
      const set = values.get(name);
      return {
        name,
        label,
        example,
        value: set?.value ?? null,
        version: set?.version ?? 0,
        proposed: true,
        usedBy: usedBy(name),
      };
    }),
    ...own.map(({ name, value, version }) => ({
      name,
      label: name,
      example: "",
      value,
      version,
      proposed: false,
      usedBy: usedBy(name),
    })),
  ];
}
