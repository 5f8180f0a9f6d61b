import type { EvidenceItem } from "../schema";

export interface EvidenceSectionProps {
  upgrade: string;
  /** What it proves. */
  of: { step: string } | { execution: string } | { item: string; environment?: string };
  items: readonly EvidenceItem[];
  /** Why this person can't add or withdraw; null when they can. */
  refused: string | null;
  zone: string;
  onChanged: () => Promise<void>;
}
