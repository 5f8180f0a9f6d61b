import { listAccounts } from "@/features/people/queries/people";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listAccounts);
