import type { FieldValue } from "./finding";
import { counted, joined } from "./sentence";

/** A machine, or several of a kind, as the inventory of nodes lists it. */
export type ParityNode = {
  readonly code: string;
  readonly fields: { readonly [field: string]: FieldValue };
};

/** A value that the inventory gives for one point of the comparison, and what it rests on. */
export type TraitProposal = { readonly key: string; readonly value: string; readonly source: string };

/** What is compared of each node, by the field it is listed under. */
const perNode = [
  { key: "cores", field: "cores" },
  { key: "memory", field: "memoryGb" },
  { key: "heap", field: "heapGb" },
] as const;
const named = [
  { key: "jvm", field: "java" },
  { key: "os", field: "os" },
  { key: "network", field: "zone" },
] as const;
const longest = 300;

const textOf = (value: FieldValue | undefined): string => (typeof value === "string" ? value.trim() : "");
const numberOf = (value: FieldValue | undefined): number | null =>
  typeof value === "number" && value > 0 ? value : null;
const countOf = ({ fields }: ParityNode): number => Math.max(1, Math.round(numberOf(fields.count) ?? 1));

/**
 * Proposes values for an environment from its nodes: of the new stack where it has some, because that is what is compared
 * in a pilot, else of the old one. A point is answered only by what every node says: numbers where all say the same, words
 * as all that are said. What some leave open is not proposed.
 */
export function proposeTraits(listed: readonly ParityNode[]): TraitProposal[] {
  const fresh = listed.filter(({ fields }) => fields.side === "new");
  const nodes = fresh.length > 0 ? fresh : listed.filter(({ fields }) => fields.side === "old");
  if (nodes.length === 0) return [];
  const stack = fresh.length > 0 ? "new" : "old";
  const source = `${counted(nodes.length, "line")} of the ${stack} stack in the inventory: ${joined(nodes.map(({ code }) => code))}`;
  const all = <T>(read: (node: ParityNode) => T | null | ""): T[] | null => {
    const values = nodes.map(read);
    return values.every((value) => value !== null && value !== "") ? (values as T[]) : null;
  };
  const proposals: { key: string; value: string | null }[] = [
    { key: "nodes", value: String(nodes.reduce((sum, node) => sum + countOf(node), 0)) },
    { key: "nodes.profiles", value: profilesOf(all((node) => textOf(node.fields.profile)) ?? [], nodes) },
    ...perNode.map(({ key, field }) => {
      const same = new Set(all((node) => numberOf(node.fields[field])) ?? []);
      return { key, value: same.size === 1 ? String([...same][0]) : null };
    }),
    ...named.map(({ key, field }) => {
      const said = [...new Set(all((node) => textOf(node.fields[field])) ?? [])].sort();
      return { key, value: said.length > 0 ? said.join(", ") : null };
    }),
  ];
  return proposals.flatMap(({ key, value }) =>
    value === null || value.length > longest ? [] : [{ key, value, source }],
  );
}

/** "gateway 2, control plane 1": by name, so that two environments that have the same say the same. */
function profilesOf(profiles: readonly string[], nodes: readonly ParityNode[]): string | null {
  if (profiles.length === 0) return null;
  const counts = new Map<string, number>();
  for (const [index, profile] of profiles.entries()) {
    const node = nodes[index];
    if (node) counts.set(profile, (counts.get(profile) ?? 0) + countOf(node));
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([profile, count]) => `${profile} ${count}`)
    .join(", ");
}
