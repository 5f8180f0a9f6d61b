import { editProfile } from "@/features/people/commands/profile";
import { viewProfile } from "@/features/people/queries/profile";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(viewProfile);
export const PATCH = endpoint(editProfile);
