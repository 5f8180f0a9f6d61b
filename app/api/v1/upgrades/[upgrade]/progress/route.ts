import { getProgress } from "@/features/progress/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getProgress);
