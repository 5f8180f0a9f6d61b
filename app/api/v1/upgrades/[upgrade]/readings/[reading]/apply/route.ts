import { applyReading } from "@/features/readings/commands/apply";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(applyReading);
