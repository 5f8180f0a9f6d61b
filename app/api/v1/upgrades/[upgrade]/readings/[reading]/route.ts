import { getReading } from "@/features/readings/queries/readings";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getReading);
