import { startHypercare } from "@/features/hypercare/commands/period";
import { getHypercare } from "@/features/hypercare/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getHypercare);
export const POST = endpoint(startHypercare);
