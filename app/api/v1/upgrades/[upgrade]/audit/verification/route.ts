import { verifyAudit } from "@/features/audit/queries/verify";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(verifyAudit);
