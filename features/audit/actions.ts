"use server";

import { lookup } from "@/lib/action";
import { verifyAudit, verifyInstanceAudit } from "./queries/verify";

export const verifyAuditAction = lookup(verifyAudit);
export const verifyInstanceAuditAction = lookup(verifyInstanceAudit);
