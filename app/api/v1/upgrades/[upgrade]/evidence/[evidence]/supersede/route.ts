import { supersedeEvidence } from "@/features/evidence/commands/evidence";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(supersedeEvidence);
