"use server";

import { action } from "@/lib/action";
import { setVerification } from "./commands";

export const setVerificationAction = action(setVerification);
