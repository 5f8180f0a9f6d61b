import { uploadPlaybook } from "@/features/playbooks/commands";
import { listPlaybooks } from "@/features/playbooks/queries/wizard";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listPlaybooks);
export const POST = endpoint(uploadPlaybook);
