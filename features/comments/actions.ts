"use server";

import { action } from "@/lib/action";
import { addComment, addItemComment, editComment, removeComment } from "./commands";

export const addCommentAction = action(addComment);
export const addItemCommentAction = action(addItemComment);
export const editCommentAction = action(editComment);
export const removeCommentAction = action(removeComment);
