import { setTraits } from "@/features/rehearsal/commands/parity";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setTraits);
