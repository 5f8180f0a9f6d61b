import { editComment, removeComment } from "@/features/comments/commands";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(editComment);
export const DELETE = endpoint(removeComment);
