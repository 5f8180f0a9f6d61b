import type { FieldValue } from "@/domain/finding";
import type { PlannedNode, ReleaseProfile } from "@/domain/topology/facts";

/** A machine, or several of a kind, as the inventory of nodes lists it. */
export type ListedNode = {
  readonly code: string;
  readonly title: string;
  readonly fields: { readonly [field: string]: FieldValue };
  /** Environments it stands in, by name. */
  readonly environments: readonly string[];
};

/** What the list does not say of a node, in words: "which stack", "cores". */
export type NodeGap = {
  readonly code: string;
  readonly title: string;
  readonly lacks: readonly string[];
};

/** More machines than one line stands for is a slip of the keyboard. */
const mostOfOne = 1_000;

/**
 * The machines of an inventory of nodes, one for each that a line stands for, with their profile as the release calls
 * it; and what is not said of which line. A line that names no stack counts for neither.
 */
export function plannedNodes(
  listed: readonly ListedNode[],
  profiles: readonly ReleaseProfile[],
): { readonly nodes: readonly PlannedNode[]; readonly gaps: readonly NodeGap[] } {
  const nodes = listed.flatMap(({ fields, environments }) => {
    const { side } = fields;
    if (side !== "old" && side !== "new") return [];
    const given = typeof fields.profile === "string" ? fields.profile.trim() : "";
    const node = {
      profile: side === "new" ? profileNamed(given, profiles) : given,
      side,
      cores: amount(fields.cores) ?? 0,
      memoryGb: amount(fields.memoryGb) ?? 0,
      reserved: fields.reserved === true,
    } as const;
    const count = Math.min(mostOfOne, Math.max(1, Math.floor(amount(fields.count) ?? 1)));
    return environments.flatMap((environment) =>
      Array.from({ length: count }, () => ({ ...node, environment })),
    );
  });
  const gaps = listed
    .map(({ code, title, fields }) => ({ code, title, lacks: lacking(fields) }))
    .filter(({ lacks }) => lacks.length > 0);
  return { nodes, gaps };
}

function lacking(fields: ListedNode["fields"]): string[] {
  const blank = (value: FieldValue | undefined) => typeof value !== "string" || value.trim() === "";
  return [
    ...(fields.side === "old" || fields.side === "new" ? [] : ["which stack"]),
    ...(blank(fields.profile) ? ["profile or pack"] : []),
    ...(amount(fields.cores) === null ? ["cores"] : []),
    ...(amount(fields.memoryGb) === null ? ["memory"] : []),
    ...(fields.side === "new" && typeof fields.reserved !== "boolean" ? ["whether it is reserved"] : []),
  ];
}

function amount(value: FieldValue | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;
}

/** People write "Gateway", "gateway worker" or the pack; what fits one profile only is that one. */
function profileNamed(given: string, profiles: readonly ReleaseProfile[]): string {
  const wanted = plain(given);
  const ways: ((profile: ReleaseProfile) => string)[] = [
    ({ profile }) => profile,
    ({ label }) => label,
    ({ role }) => role,
    ({ pack }) => pack,
  ];
  for (const way of ways) {
    const [found, another] = profiles.filter((profile) => plain(way(profile)) === wanted);
    if (found && !another) return found.profile;
  }
  return given;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
