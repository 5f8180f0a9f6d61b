import { withdrawEvidence } from "@/features/evidence/commands/evidence";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(withdrawEvidence);
