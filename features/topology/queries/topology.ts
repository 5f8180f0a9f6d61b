import path from "node:path";
import { loadKnowledge } from "@/analysers/load-knowledge";
import { topologyKnowledge, topologyOf } from "@/analysers/topology-knowledge";
import type { Answers } from "@/domain/condition";
import type { FieldValue } from "@/domain/finding";
import { capacity } from "@/domain/topology/capacity";
import { deriveTopology, type Topology } from "@/domain/topology/derive";
import { type ListedNode, plannedNodes } from "@/domain/topology/planned-nodes";
import { topologyText } from "@/domain/topology/text";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { kindsOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import { type DrawnTopology, type TopologyView, topologyInput, topologyView } from "../schema";
import { answeredTopology, opaqueApplications, ratioIn, ratioVariable } from "./asked";

const itemsOf = (read: ReadClient, upgrade: UpgradeScope, kind: string) =>
  read.inventoryItem.findMany({
    where: { upgradeId: upgrade.id, kind, removedAt: null },
    orderBy: { createdAt: "asc" },
    select: { code: true, title: true, verdict: true, fields: true, environmentIds: true },
  });

/** The knowledge of how the target release is deployed, and the answers it is applied to. */
async function targetOf(read: ReadClient, upgrade: UpgradeScope) {
  const { toVersion, answers } = await read.upgrade.findUniqueOrThrow({
    where: { id: upgrade.id },
    select: { toVersion: true, answers: true },
  });
  const { slug, kinds } = await kindsOf(read, upgrade.id);
  const folder = path.join(process.cwd(), "playbooks", slug);
  const loaded = await loadKnowledge(folder, "topology", topologyKnowledge);
  const known = loaded && topologyOf(loaded.knowledge, toVersion);
  return {
    release: toVersion,
    answers: answers as Answers,
    known,
    listsNodes: kinds.some(({ id }) => id === "node"),
  };
}

export const getTopology = upgradeQuery({
  name: "inventory.topology",
  action: "inventory.view",
  summary: "The new stack as it follows from release, answers and token decisions, and what both stacks take",
  path: "/upgrades/{upgrade}/topology",
  input: topologyInput,
  output: topologyView,
  run: async ({ read, upgrade }, input) => {
    const environments = await read.environment.findMany({
      where: { upgradeId: upgrade.id },
      orderBy: { position: "asc" },
      select: { id: true, key: true, name: true },
    });
    const environment = input.environment
      ? environments.find(({ key }) => key === input.environment)
      : environments.at(-1);
    if (!environment) throw notFound("environment");
    const { release, answers, known, listsNodes } = await targetOf(read, upgrade);
    const lines = await itemsOf(read, upgrade, "node");
    const listed = lines.map(
      ({ code, title, fields, environmentIds }): ListedNode => ({
        code,
        title,
        fields: fields as Record<string, FieldValue>,
        environments: environments
          .filter(({ id }) => environmentIds.length === 0 || environmentIds.includes(id))
          .map(({ key }) => key),
      }),
    );
    const { nodes, gaps } = plannedNodes(listed, known?.profiles ?? []);
    const applications = (await itemsOf(read, upgrade, "application")).map(({ verdict, fields }) => ({
      verdict,
      tokens: (fields as Record<string, FieldValue>).tokens,
    }));
    const opaque = opaqueApplications(applications, answers);
    const asked = answeredTopology(answers);
    const measured = ratioIn(
      (
        await read.environmentVariable.findUnique({
          where: { environmentId_name: { environmentId: environment.id, name: ratioVariable } },
        })
      )?.value,
    );
    const topology = known
      ? deriveTopology({
          release: known,
          answers: asked.answers,
          opaqueApplications: opaque.count,
          nodes: nodes.filter((node) => node.environment === environment.key),
          ratio: measured,
        })
      : null;
    const ratio = topology && ratioOf(topology, measured);
    const place = ({ key, name }: { key: string; name: string }) => ({ key, name });
    const taken = capacity(nodes);
    return {
      release,
      environment: place(environment),
      environments: environments.map(place),
      topology: topology && drawnOf(topology),
      text: topology ? topologyText(topology) : "",
      source: known?.source ?? null,
      ratio,
      tokens: opaque.tokens,
      asks: topology ? [...asked.asks, ...opaque.asks, ...ratioAsks(ratio, opaque.count)] : [],
      listsNodes,
      nodesListed: lines.length,
      capacity: environments.flatMap((one) => {
        const found = taken.find(({ environment: key }) => key === one.key);
        return found ? [{ ...found, environment: place(one) }] : [];
      }),
      gaps: gaps.map(({ code, title, lacks }) => ({ code, title, lacks: [...lacks] })),
    };
  },
});

const drawnOf = ({ nodes, links, notes, scaling }: Topology): DrawnTopology => ({
  nodes: nodes.map((node) => ({ ...node })),
  links: links.map((link) => ({ ...link })),
  notes: [...notes],
  scaling: scaling.map((one) => ({ ...one })),
});

function ratioOf({ nodes }: Topology, measured: number | null): TopologyView["ratio"] {
  const count = (wanted: string) => nodes.find(({ role }) => role === wanted)?.count ?? 0;
  const keyManagers = count("key_manager");
  return keyManagers === 0 ? null : { gateways: count("gateway"), keyManagers, measured };
}

function ratioAsks(ratio: TopologyView["ratio"], opaque: number | null): TopologyView["asks"] {
  if (ratio === null || ratio.measured !== null || opaque === 0) return [];
  return [
    {
      message: `How many gateways one key manager serves is not known. Measure it, and set the variable ${ratioVariable} of the environment.`,
      where: "variables",
    },
  ];
}
