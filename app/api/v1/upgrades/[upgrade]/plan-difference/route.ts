import { updatePlan } from "@/features/upgrades/commands/update-plan";
import { getPlanDifference } from "@/features/upgrades/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getPlanDifference);
export const POST = endpoint(updatePlan);
