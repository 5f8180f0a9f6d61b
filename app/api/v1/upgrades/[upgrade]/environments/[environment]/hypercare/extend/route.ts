import { extendHypercare } from "@/features/hypercare/commands/period";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(extendHypercare);
