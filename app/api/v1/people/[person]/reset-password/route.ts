import { resetPassword } from "@/features/people/commands/invitations";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(resetPassword);
