import { previewPlan } from "@/features/playbooks/queries/wizard";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(previewPlan);
