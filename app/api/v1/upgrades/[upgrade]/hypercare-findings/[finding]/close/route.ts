import { closeFinding } from "@/features/hypercare/commands/findings";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(closeFinding);
