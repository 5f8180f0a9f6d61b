import { z } from "zod";
import { upgradeKey } from "@/lib/fields";

/** What a search finds. */
export const foundKinds = ["step", "test_case", "environment", "person", "upgrade"] as const;
export type FoundKind = (typeof foundKinds)[number];

/** At most this many are found, the closest first. */
export const findLimit = 20;

export const findInput = z.object({
  q: z.string().trim().min(1).max(100).meta({ description: "Part of a code, title, name or address" }),
  upgrade: upgradeKey.optional().meta({
    description: "Key of the upgrade whose steps, test cases, environments and people are searched too",
  }),
});

export const findOutput = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        kind: z.enum(foundKinds),
        label: z.string(),
        /** Where it is, or in which state. */ hint: z.string(),
        href: z.string(),
      }),
    )
    .max(findLimit),
});
export type Found = z.output<typeof findOutput>["items"][number];
