import { describe, expect, it } from "vitest";
import { loadKnowledge } from "@/analysers/load-knowledge";
import { topologyKnowledge, topologyOf } from "@/analysers/topology-knowledge";
import { deriveTopology } from "@/domain/topology/derive";
import { deployments } from "@/domain/topology/facts";
import type { DrawnTopology } from "../schema";
import { type Layout, narrowLayout, wideLayout } from "./diagram-layout";

const loaded = await loadKnowledge("playbooks/wso2-api-manager", "topology", topologyKnowledge);
const knowledge = loaded?.knowledge ?? null;
/** Every topology that the knowledge which comes along can give. */
const drawings = ["3.2.0", "4.2.0", "4.5.0"].flatMap((version) =>
  deployments.flatMap((deployment) =>
    [null, "Okta"].flatMap((externalKeyManager) =>
      [0, 3].map((opaqueApplications) => {
        const release = knowledge && topologyOf(knowledge, version);
        if (!release) throw new Error(`nothing is known of ${version}`);
        const answers = {
          deployment,
          severalControlNodes: true,
          separateKeyManager: false,
          externalKeyManager,
        };
        const topology = deriveTopology({ release, answers, opaqueApplications, nodes: [], ratio: null });
        return {
          name: `${version} ${deployment} ${externalKeyManager ?? ""} ${opaqueApplications}`,
          topology: topology as DrawnTopology,
        };
      }),
    ),
  ),
);
const overlaps = (layout: Layout) =>
  layout.boxes.flatMap((a, index) =>
    layout.boxes
      .slice(index + 1)
      .filter(
        (b) => Math.abs(a.x - b.x) < layout.box.width + 4 && Math.abs(a.y - b.y) < layout.box.height + 4,
      )
      .map((b) => `${a.node.profile} and ${b.node.profile}`),
  );

describe.each([
  ["for screens", wideLayout],
  ["for phones", narrowLayout],
])("The drawing %s", (_, layoutOf) => {
  it.each(drawings.map(({ name, topology }) => [name, topology] as const))(
    "shows every box and every line of %s, none upon another and none outside",
    (_name, topology) => {
      const layout = layoutOf(topology);
      expect(layout.boxes).toHaveLength(topology.nodes.length);
      expect(layout.lines.map(({ number }) => number)).toEqual(topology.links.map((_link, at) => at + 1));
      expect(overlaps(layout)).toEqual([]);
      for (const { x, y } of layout.boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + layout.box.width).toBeLessThanOrEqual(layout.width);
        expect(y + layout.box.height).toBeLessThanOrEqual(layout.height);
      }
      const insideABox = layout.lines.filter(({ at }) =>
        layout.boxes.some(
          ({ x, y }) =>
            at.x > x - 8 && at.x < x + layout.box.width + 8 && at.y > y && at.y < y + layout.box.height,
        ),
      );
      expect(insideABox.map(({ number }) => number)).toEqual([]);
    },
  );
});
