import { getForecast } from "@/features/forecast/queries/forecast";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getForecast);
