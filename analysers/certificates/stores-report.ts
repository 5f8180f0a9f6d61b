import { z } from "zod";
import { storeReportSchema } from "./report";

/** Certificates of one or several stores of a node, with what they are judged against. */
export const storesReport = z.object({
  schema: z.literal(1),
  kind: z.literal("certificates"),
  stores: z.array(storeReportSchema),
  window: z.object({ start: z.string(), end: z.string() }).nullable(),
  hypercareDays: z.int(),
});
export type StoresReport = z.output<typeof storesReport>;
