import { z } from "zod";
import { parityStates, traits } from "@/domain/parity";
import { environmentKey, line, reason, upgradeKey } from "@/lib/fields";
import { place } from "./runs";

const inUpgrade = { upgrade: upgradeKey };

const traitKey = z.enum(
  traits.map(({ key }) => key) as [string, ...string[]],
  "is not one of the points compared",
);
export const setTraitsInput = z.object({
  ...inUpgrade,
  environment: environmentKey,
  traits: z
    .array(
      z.object({
        key: traitKey,
        value: line(300).nullable().meta({ description: "Null or empty removes it" }),
        version: z.int().min(0).meta({ description: "The one seen, 0 where there was no value" }),
      }),
    )
    .min(1)
    .max(100),
});
export const parityInput = z.object({ ...inUpgrade, environment: environmentKey.optional() });
export const acceptParityInput = z.object({
  ...inUpgrade,
  environment: environmentKey,
  trait: traitKey,
  here: z.string().max(300).meta({ description: "The value seen in this environment" }),
  production: z.string().max(300).meta({ description: "The value seen in production" }),
  reason,
});
export const withdrawParityInput = z.object({
  ...inUpgrade,
  environment: environmentKey,
  trait: traitKey,
  reason,
});

const proposal = z
  .object({ value: z.string(), source: z.string() })
  .nullable()
  .meta({ description: "What the inventory of nodes says where that is not what is written down" });

export const parityView = z.object({
  environment: place.nullable().meta({ description: "Null where there is none to compare" }),
  production: place.nullable(),
  environments: z.array(place),
  score: z.number(),
  undecided: z.int(),
  lines: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      why: z.string(),
      weight: z.int(),
      measure: z.enum(["text", "number"]),
      here: z.string().nullable(),
      hereVersion: z.int(),
      hereProposal: proposal,
      production: z.string().nullable(),
      productionVersion: z.int(),
      productionProposal: proposal,
      state: z.enum(parityStates),
      closeness: z.number(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ParityView = z.output<typeof parityView>;
