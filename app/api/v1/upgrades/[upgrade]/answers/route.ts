import { changeAnswers } from "@/features/upgrades/commands/answers";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(changeAnswers);
