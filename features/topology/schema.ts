import { z } from "zod";
import { reservations } from "@/domain/topology/capacity";
import { nodeRoles } from "@/domain/topology/facts";
import { environmentKey, id, reason, upgradeKey } from "@/lib/fields";

const place = z.object({ key: z.string(), name: z.string() });

export const topologyInput = z.object({
  upgrade: upgradeKey,
  environment: environmentKey.optional().meta({ description: "Left out: the last one, which is production" }),
});

const amount = z.object({ nodes: z.int(), cores: z.number(), memoryGb: z.number() });

/** What the derived topology rests on and nobody has said yet, and where it is said. */
const ask = z.object({
  message: z.string(),
  where: z.enum(["answers", "applications", "nodes", "variables"]),
});

const drawn = z.object({
  nodes: z.array(
    z.object({
      profile: z.string(),
      role: z.enum([...nodeRoles, "external"]),
      label: z.string(),
      pack: z.string().nullable(),
      start: z.string().nullable(),
      count: z.int(),
      planned: z.boolean().meta({ description: "True: as many as the inventory lists; false: proposed" }),
      why: z.string(),
    }),
  ),
  links: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
  notes: z.array(z.string()),
  scaling: z.array(z.object({ profile: z.string(), with: z.string() })),
});
export type DrawnTopology = z.output<typeof drawn>;

export const topologyView = z.object({
  release: z.string(),
  environment: place,
  environments: z.array(place),
  topology: drawn.nullable().meta({ description: "Null where nothing is known of the release" }),
  /** The same in lines of text. */
  text: z.string(),
  source: z.string().nullable(),
  ratio: z
    .object({
      gateways: z.int(),
      keyManagers: z.int(),
      /** Gateways one key manager serves, as the team measured it. */
      measured: z.number().nullable(),
    })
    .nullable()
    .meta({ description: "Null where key managers have no nodes of their own" }),
  tokens: z.object({
    applications: z.int(),
    staying: z.int().meta({ description: "Decided to stay on opaque tokens" }),
    undecided: z.int().meta({ description: "Opaque today, and nothing decided" }),
  }),
  asks: z.array(ask),
  listsNodes: z.boolean().meta({ description: "Whether the playbook keeps an inventory of nodes" }),
  nodesListed: z.int().meta({ description: "Lines of the inventory of nodes" }),
  capacity: z.array(
    z.object({
      environment: place,
      old: amount,
      new: amount,
      both: amount,
      extra: amount,
      missing: amount,
      reservation: z.enum(reservations),
    }),
  ),
  /** Lines of the inventory that leave something open. */
  gaps: z.array(z.object({ code: z.string(), title: z.string(), lacks: z.array(z.string()) })),
});
export type TopologyView = z.output<typeof topologyView>;

export const trafficInput = z.object({ upgrade: upgradeKey, environment: environmentKey });

export const shiftTrafficInput = trafficInput.extend({
  version: z.coerce
    .number("must be the number of shifts you saw")
    .int()
    .min(0)
    .meta({ description: "How many shifts the caller saw, 0 before the first; over REST also as If-Match" }),
  share: z.coerce
    .number("must be a whole number from 0 to 100")
    .int("must be a whole number")
    .min(0, "must be 0 or more")
    .max(100, "must be 100 or less")
    .meta({ description: "Percent of the traffic that the new stack gets; the old one gets the rest" }),
  reason,
  agreedHours: z.coerce
    .number("must be a number of hours")
    .int("must be a whole number of hours")
    .min(1, "must be at least one hour")
    .max(8_760, "must be at most a year")
    .optional()
    .meta({
      description:
        "With share 100: hours the old stack stays without traffic before it may be retired; a week when left out",
    }),
});

const shift = z.object({
  id,
  was: z.int(),
  share: z.int(),
  reason: z.string(),
  agreedHours: z.int().nullable(),
  at: z.string(),
  by: z.object({ id, name: z.string() }),
});

export const trafficView = z.object({
  environment: place,
  /** Percent; together 100. */
  share: z.object({ old: z.int(), new: z.int() }),
  version: z.int(),
  shifts: z.array(shift).meta({ description: "Latest first" }),
  retire: z.object({
    ok: z.boolean(),
    message: z.string(),
    /** Since when the old stack gets what it gets now. */
    since: z.string().nullable(),
    /** When the agreed time is over; null while it has not begun. */
    until: z.string().nullable(),
  }),
});
export type TrafficView = z.output<typeof trafficView>;
