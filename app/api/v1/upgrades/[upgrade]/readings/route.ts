import { makeReading } from "@/features/readings/commands/make";
import { listReadings } from "@/features/readings/queries/readings";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listReadings);
export const POST = endpoint(makeReading);
