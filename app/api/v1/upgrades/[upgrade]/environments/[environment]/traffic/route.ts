import { shiftTraffic } from "@/features/topology/commands/shift-traffic";
import { listTraffic } from "@/features/topology/queries/traffic";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listTraffic);
export const POST = endpoint(shiftTraffic);
