import { answerCheck } from "@/features/hypercare/commands/answer";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(answerCheck);
