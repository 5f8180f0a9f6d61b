"use client";

import { useRouter } from "next/navigation";
import { EvidenceSection } from "@/features/evidence/components/evidence-section";
import type { EvidenceItem } from "@/features/evidence/schema";

export type ExecutionEvidenceProps = {
  upgrade: string;
  execution: string;
  items: readonly EvidenceItem[];
  refused: string | null;
  zone: string;
};

/** The proofs of one execution. */
export function ExecutionEvidence({ execution, ...props }: ExecutionEvidenceProps) {
  const router = useRouter();
  return <EvidenceSection {...props} of={{ execution }} onChanged={async () => router.refresh()} />;
}
