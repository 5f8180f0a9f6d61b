import { z } from "zod";
import { nodeRoles, type ReleaseTopology } from "@/domain/topology/facts";
import { compareVersions, isBefore, isVersion } from "@/domain/version";

const release = z.string().refine(isVersion, "not a release");
const role = z.enum(nodeRoles);

/** What is known of how a product's releases are deployed: knowledge/topology.json of a playbook. */
export const topologyKnowledge = z.strictObject({
  schema: z.literal(1),
  releases: z.array(
    z.strictObject({
      from: release.nullable(),
      before: release.nullable(),
      profiles: z.array(
        z.strictObject({
          profile: z.string(),
          role,
          label: z.string(),
          pack: z.string(),
          start: z.string(),
          contains: z.array(role),
          why: z.string(),
          scaling: z.string(),
        }),
      ),
      usual: z.number().int().min(1),
      gatewaysPerTraffic: z.number().int().min(1).nullable(),
      links: z.array(z.strictObject({ from: role, to: role, label: z.string() })),
      opaque: z.string(),
      notes: z.array(z.string()),
      source: z.string(),
    }),
  ),
});
export type TopologyKnowledge = z.infer<typeof topologyKnowledge>;

/** How a release is deployed; null when nothing is known of it. */
export function topologyOf(knowledge: TopologyKnowledge, release: string): ReleaseTopology | null {
  return (
    knowledge.releases.find(
      ({ from, before }) =>
        (from === null || compareVersions(release, from) >= 0) &&
        (before === null || isBefore(release, before)),
    ) ?? null
  );
}
