"use server";

import { action } from "@/lib/action";
import { addEvidence, supersedeEvidence, withdrawEvidence } from "./commands/evidence";

export const addEvidenceAction = action(addEvidence);
export const supersedeEvidenceAction = action(supersedeEvidence);
export const withdrawEvidenceAction = action(withdrawEvidence);
