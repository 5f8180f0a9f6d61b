import type { Topology, TopologyNode } from "@/domain/topology/derive";

/**
 * The topology in lines that can be read, mailed and compared: each kind of node with its count, pack and reason, what
 * it talks to and what it grows with, then what is to be minded.
 */
export function topologyText({ nodes, links, notes, scaling }: Topology): string {
  const label = (profile: string) => nodes.find((node) => node.profile === profile)?.label ?? profile;
  const blocks = nodes.map((node) =>
    [
      headOf(node),
      `  ${node.why}`,
      ...links
        .filter(({ from }) => from === node.profile)
        .map((link) => `  → ${label(link.to)}: ${link.label}`),
      ...scaling
        .filter(({ profile }) => profile === node.profile)
        .map((grows) => `  grows with: ${grows.with}`),
    ].join("\n"),
  );
  const minded = notes.map((note) => `- ${note}`).join("\n");
  return [...blocks, ...(minded === "" ? [] : [minded])].join("\n\n");
}

function headOf({ label, count, planned, pack, start }: TopologyNode): string {
  if (pack === null) return `${label}, not part of this installation`;
  return `${count} × ${label} (${planned ? "planned" : "proposed"}): ${pack}, ${start}`;
}
