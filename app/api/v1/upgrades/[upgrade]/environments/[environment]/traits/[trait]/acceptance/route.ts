import { acceptParity, withdrawParity } from "@/features/rehearsal/commands/parity";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(acceptParity);
export const DELETE = endpoint(withdrawParity);
