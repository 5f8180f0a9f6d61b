import { declareChange } from "@/features/environments/commands/values";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(declareChange);
