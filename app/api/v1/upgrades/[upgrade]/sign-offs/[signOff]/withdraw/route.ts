import { withdraw } from "@/features/sign-offs/commands/withdraw";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(withdraw);
