import { getGateManifest } from "@/features/gates/queries/manifest";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getGateManifest);
