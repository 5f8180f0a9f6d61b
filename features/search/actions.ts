"use server";

import { lookup } from "@/lib/action";
import { find } from "./queries";

export const findAction = lookup(find);
