import type { EvidenceItem } from "../schema";

/** An environment a piece of evidence can be for. */
export interface EvidencePlace {
  id: string;
  key: string;
  name: string;
  /** What is proven has a state there, so a new piece can be for it. */
  offered: boolean;
}

export interface EvidenceSectionProps {
  upgrade: string;
  /** What it proves. */
  of: { step: string } | { execution: string } | { item: string; environment?: string };
  /** Of an item: all environments, so that each piece says which one it is for. None: it can't be for one. */
  places?: readonly EvidencePlace[];
  items: readonly EvidenceItem[];
  /** Why this person can't add or withdraw; null when they can. */
  refused: string | null;
  zone: string;
  onChanged: () => Promise<void>;
}
