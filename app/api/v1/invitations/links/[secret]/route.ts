import { viewInvitation } from "@/features/people/queries/invitation";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(viewInvitation);
