import { editReview } from "@/features/review/commands";
import { getReview } from "@/features/review/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getReview);
export const PATCH = endpoint(editReview);
