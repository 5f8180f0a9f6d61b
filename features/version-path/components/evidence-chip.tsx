import { Chip } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/tone";
import type { HopEvidence } from "@/domain/version-path";

const looks: Record<HopEvidence, { word: string; tone: Tone }> = {
  guide: { word: "public guide", tone: "done" },
  incremental: { word: "guide of the release", tone: "done" },
  note: { word: "public note only", tone: "stale" },
  support_only: { word: "from support only", tone: "waiting" },
  tested: { word: "reported, no guide", tone: "stale" },
  inferred: { word: "inferred, not stated", tone: "stale" },
  unknown: { word: "not known", tone: "blocked" },
};

/** What a hop rests on, in two or three words. */
export function EvidenceChip({ evidence }: { evidence: HopEvidence }) {
  const { word, tone } = looks[evidence];
  return <Chip tone={tone}>{word}</Chip>;
}
