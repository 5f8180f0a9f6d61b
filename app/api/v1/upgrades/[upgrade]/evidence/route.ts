import { addEvidence } from "@/features/evidence/commands/evidence";
import { listEvidence } from "@/features/evidence/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listEvidence);
export const POST = endpoint(addEvidence);
