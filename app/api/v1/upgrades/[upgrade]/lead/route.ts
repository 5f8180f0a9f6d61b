import { appointLead } from "@/features/people/commands/appoint-lead";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(appointLead);
