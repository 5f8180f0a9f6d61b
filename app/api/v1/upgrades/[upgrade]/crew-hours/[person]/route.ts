import { setCrewHours } from "@/features/window/commands/crew-hours";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setCrewHours);
