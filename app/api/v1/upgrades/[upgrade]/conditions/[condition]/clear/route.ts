import { clearCondition } from "@/features/sign-offs/commands/clear-condition";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(clearCondition);
