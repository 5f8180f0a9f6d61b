"use server";

import { action } from "@/lib/action";
import { keepForecast } from "./commands";

export const keepForecastAction = action(keepForecast);
