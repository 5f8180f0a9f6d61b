import { getTopology } from "@/features/topology/queries/topology";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getTopology);
