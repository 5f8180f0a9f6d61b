import { addItemComment } from "@/features/comments/commands";
import { listItemComments } from "@/features/comments/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listItemComments);
export const POST = endpoint(addItemComment);
