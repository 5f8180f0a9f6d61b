import { setRehearsal } from "@/features/rehearsal/commands/set-rules";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setRehearsal);
