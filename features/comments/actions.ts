"use server";

import { action } from "@/lib/action";
import { addComment, editComment, removeComment } from "./commands";

export const addCommentAction = action(addComment);
export const editCommentAction = action(editComment);
export const removeCommentAction = action(removeComment);
