import { stepHistory } from "@/features/steps/queries/history";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(stepHistory);
