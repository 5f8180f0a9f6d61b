"use server";

import { action } from "@/lib/action";
import { editReview } from "./commands";

export const editReviewAction = action(editReview);
