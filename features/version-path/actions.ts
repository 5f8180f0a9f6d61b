"use server";

import { action } from "@/lib/action";
import { chooseVersionPath } from "./commands";

export const chooseVersionPathAction = action(chooseVersionPath);
