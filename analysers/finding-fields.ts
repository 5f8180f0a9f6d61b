import { z } from "zod";
import { findingLevels } from "@/domain/finding";

/** Fields of a `Finding` in reports and answers; who uses them says whether others may stand beside them. */
export const findingFields = {
  rule: z.string().describe("Stable name of what was noticed: certificate.expired."),
  level: z.enum(findingLevels).describe("How much it asks of somebody."),
  key: z.string().describe("What it is about: a setting's key, a certificate's alias, an artefact's name."),
  from: z.string().nullable().describe("What is there."),
  to: z.string().nullable().describe("What it becomes or should be; null where nothing takes its place."),
  message: z.string().describe("What it is and what to do."),
  source: z.string().nullable().describe("Where the rule comes from; null when it needs no source."),
};
