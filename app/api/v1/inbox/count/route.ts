import { countInbox } from "@/features/sign-offs/queries/inbox";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(countInbox);
