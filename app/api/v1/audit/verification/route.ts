import { verifyInstanceAudit } from "@/features/audit/queries/verify";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(verifyInstanceAudit);
