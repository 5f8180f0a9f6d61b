import { acceptParity, setTraits } from "@/features/rehearsal/commands/parity";
import { execute } from "@/lib/command";
import type { Person } from "./people";
import type { Teller, Telling } from "./teller";

const env = "pre-prod";

/** What both environments have in common, by the key of the point that is compared. */
const alike = {
  "database.engine": "PostgreSQL 15.6",
  cores: "8",
  memory: "16",
  heap: "8",
  "database.host": "16 cores, NVMe",
  jvm: "Temurin 17.0.10",
  os: "RHEL 9.3",
  network: "Zone B, rules from the same source",
  "user-stores": "LDAP, read-only",
  tenants: "2",
  apis: "412",
  "update-level": "4.5.0.21",
  configuration: "Names and secrets only",
};
const differing = {
  [env]: {
    nodes: "7",
    "nodes.profiles": "CP 2, GW 2, TM 1, KM 2",
    balancer: "HAProxy 2.8",
    "database.rows": "188204",
    "database.bytes": "21600000000",
  },
  prod: {
    nodes: "10",
    "nodes.profiles": "CP 2, GW 4, TM 2, KM 2",
    balancer: "F5 BIG-IP 16.1",
    "database.rows": "188581",
    "database.bytes": "21640000000",
  },
};
type Differing = keyof (typeof differing)["prod"];

const write = (
  tell: Teller,
  who: Person,
  environment: string,
  values: Readonly<Record<string, string>>,
  version: number,
  now: Date,
) =>
  execute(
    setTraits,
    who,
    {
      upgrade: tell.key,
      environment,
      traits: Object.entries(values).map(([key, value]) => ({ key, value, version })),
    },
    { now: tell.clock(now) },
  );

const accept = async (
  tell: Teller,
  who: Person,
  points: readonly Differing[],
  production: Readonly<Record<Differing, string>>,
  reason: string,
  now: Date,
) => {
  for (const trait of points)
    await execute(
      acceptParity,
      who,
      {
        upgrade: tell.key,
        environment: env,
        trait,
        here: differing[env][trait],
        production: production[trait],
        reason,
      },
      { now: tell.clock(now) },
    );
};

/** What steps take longer with, as dev has it: a copy of the same databases on fewer nodes. */
const amountsOfDev = {
  "database.rows": "188204",
  "database.bytes": "21600000000",
  apis: "412",
  tenants: "2",
  nodes: "5",
};

/** Day -18: what pre-prod and production are like. */
export async function parityIsWrittenDown(tell: Teller, { at, people }: Telling): Promise<void> {
  const { lee } = people;
  await write(tell, lee, "dev", amountsOfDev, 0, at(-18, "15:10"));
  await write(tell, lee, env, { ...alike, ...differing[env] }, 0, at(-18, "15:20"));
  await write(tell, lee, "prod", { ...alike, ...differing.prod }, 0, at(-18, "15:40"));
}

/** Day -17: which of the differences nobody minds; that of the balancers stays open. */
export async function differencesAreAccepted(tell: Teller, { at, people }: Telling): Promise<void> {
  const accepted = (points: Differing[], reason: string, time: string) =>
    accept(tell, people.omar, points, differing.prod, reason, at(-17, time));
  await accepted(
    ["nodes", "nodes.profiles"],
    "Every profile is there. Each gateway more is the same quarter of an hour again.",
    "09:40",
  );
  await accepted(["database.rows", "database.bytes"], "0.2 %: what a few days write.", "09:45");
}

/** Day -3: production has more than was written down, so what was accepted for other figures is accepted anew. */
export async function rowsAreCorrected(tell: Teller, { at, people }: Telling): Promise<void> {
  const { ines, omar } = people;
  const counted = { ...differing.prod, "database.rows": "194226", "database.bytes": "22290000000" };
  const { "database.rows": rows, "database.bytes": bytes } = counted;
  await write(tell, ines, "prod", { "database.rows": rows, "database.bytes": bytes }, 1, at(-3, "10:30"));
  await accept(
    tell,
    omar,
    ["database.rows", "database.bytes"],
    counted,
    "The masked dump leaves out closed accounts: 3.1 % less. The forecast is scaled by it.",
    at(-3, "10:50"),
  );
}
