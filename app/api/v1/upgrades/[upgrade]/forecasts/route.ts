import { listForecasts } from "@/features/forecast/queries/kept";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listForecasts);
