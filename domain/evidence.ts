/** What a piece of evidence can be. */
export const evidenceKinds = ["note", "link", "file"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Largest file taken as evidence, in bytes: 25 MiB. */
export const largestFile = 25 * 1024 * 1024;

/** What a step asks for before it can be done; `any` is satisfied by one piece of any kind. */
export const evidenceRequirements = ["none", "any", "note", "link", "file"] as const;
export type EvidenceRequirement = (typeof evidenceRequirements)[number];

/**
 * True when the present evidence satisfies the requirement. Pass only current evidence: what is superseded or
 * can't be read proves nothing.
 */
export function hasRequiredEvidence(
  required: EvidenceRequirement,
  present: readonly EvidenceKind[],
): boolean {
  if (required === "none") return true;
  return required === "any" ? present.length > 0 : present.includes(required);
}

/** What is asked for, as the object of a sentence: "needs a file". */
export const evidenceNames: Record<EvidenceRequirement, string> = {
  none: "no evidence",
  any: "evidence",
  note: "a note",
  link: "a link",
  file: "a file",
};
