import { uploadProfile } from "@/features/window/commands/upload-profile";
import { getTrafficProfile } from "@/features/window/queries/traffic";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getTrafficProfile);
export const POST = endpoint(uploadProfile);
