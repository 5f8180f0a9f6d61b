import { setNote } from "@/features/steps/commands/plan-work";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setNote);
