import { editFinding } from "@/features/hypercare/commands/findings";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(editFinding);
