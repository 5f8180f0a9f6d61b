import { setVerification } from "@/features/verification/commands";
import { getVerification } from "@/features/verification/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getVerification);
export const PUT = endpoint(setVerification);
