import { disablePerson } from "@/features/people/commands/accounts";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(disablePerson);
