import { sign } from "@/features/sign-offs/commands/sign";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(sign);
