import { setTeam } from "@/features/members/commands/members";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setTeam);
