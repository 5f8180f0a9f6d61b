import { addComment } from "@/features/comments/commands";
import { listComments } from "@/features/comments/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listComments);
export const POST = endpoint(addComment);
