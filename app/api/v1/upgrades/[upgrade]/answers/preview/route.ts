import { previewAnswers } from "@/features/upgrades/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(previewAnswers);
