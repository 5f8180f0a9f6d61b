import { keepForecast } from "@/features/forecast/commands";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(keepForecast);
