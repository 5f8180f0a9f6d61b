import { bulkItems } from "@/features/inventory/commands/bulk";
import { decideItem, linkTests, setItemState } from "@/features/inventory/commands/decide";
import { addItem } from "@/features/inventory/commands/items";
import { getItem } from "@/features/inventory/queries/lists";
import { testMatrix } from "@/features/test-cases/queries/overview";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Person } from "./people";
import type { Teller, Telling } from "./teller";

type Fields = Record<string, string | number | boolean>;

/** Verbs of inventories: each is a command by a person at a time. */
function listsOf(tell: Teller) {
  const upgrade = tell.key;
  const versionOf = async (who: Person, item: string) =>
    (await answer(getItem, who, { upgrade, item })).version;
  return {
    add: (who: Person, kind: string, title: string, fields: Fields, now: Date, more: object = {}) =>
      execute(addItem, who, { upgrade, kind, title, fields, ...more }, { now: tell.clock(now) }),
    decide: async (who: Person, item: string, verdict: string, reason: string, now: Date) =>
      execute(
        decideItem,
        who,
        { upgrade, item, version: await versionOf(who, item), verdict, reason },
        { now: tell.clock(now) },
      ),
    state: async (
      who: Person,
      item: string,
      environment: string,
      state: "doing" | "done",
      reason: string,
      now: Date,
    ) =>
      execute(
        setItemState,
        who,
        { upgrade, item, version: await versionOf(who, item), environment, state, reason },
        { now: tell.clock(now) },
      ),
    done: (who: Person, items: string[], environment: string, reason: string, now: Date) =>
      execute(
        bulkItems,
        who,
        { upgrade, items, environment, state: "done", reason },
        { now: tell.clock(now) },
      ),
    prove: async (who: Person, item: string, title: string, now: Date) => {
      const { cases } = await answer(testMatrix, who, { upgrade });
      const testCases = cases.filter(([, name]) => name === title).map(([code]) => code);
      return execute(
        linkTests,
        who,
        { upgrade, item, version: await versionOf(who, item), testCases },
        { now: tell.clock(now) },
      );
    },
  };
}

const ported = "Each ported customization does what it did";

/** Day -61: what is ours and what was decided about it is written down. */
export async function inventoriesAreBegun(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, lee } = people;
  const lists = listsOf(tell);
  const lees = { ownerId: lee.id };
  await lists.add(
    lee,
    "customization",
    "Correlation header mediator",
    {
      type: "mediator",
      artifact: "acme-correlation-mediator-1.4.jar",
      repository: "https://git.acme.example/apim/correlation-mediator",
      usedIn: "All APIs, in sequence",
      rebuild: "tested",
    },
    at(-61, "15:35"),
    lees,
  );
  await lists.add(
    lee,
    "customization",
    "Claims generator for the backend JWT",
    {
      type: "key-manager",
      artifact: "acme-jwt-claims-2.0.jar",
      repository: "https://git.acme.example/apim/jwt-claims",
      rebuild: "tested",
    },
    at(-61, "15:38"),
    lees,
  );
  await lists.add(
    lee,
    "customization",
    "Mail on a new subscription",
    { type: "workflow", artifact: "acme-subscription-mail-1.0.jar" },
    at(-61, "15:40"),
    lees,
  );
  await lists.decide(lee, "CU-1", "rebuild", "The base class moved; nothing else changes.", at(-61, "15:44"));
  await lists.decide(lee, "CU-2", "rewrite", "The interface asks for a method more.", at(-61, "15:46"));
  await lists.decide(lee, "CU-3", "remove", "The portal mails by itself now.", at(-61, "15:48"));
  for (const [index, item] of ["CU-1", "CU-2", "CU-3"].entries())
    await lists.prove(lee, item, ported, at(-61, `15:5${index}`));
  await lists.add(
    omar,
    "supportCase",
    "Schema script for 3.2.0 to 4.5.0",
    {
      number: "CS0123456",
      status: "answered",
      nextAction: "Lee tries the script on the dump of dev",
      about: "P-01, D-23",
    },
    at(-61, "15:55"),
  );
  await lists.add(
    omar,
    "decision",
    "4.5.0 is the target, not 4.7.0",
    {
      context: "4.7.0 is the newest release; the billing connector is certified up to 4.5.0.",
      decided: "Go to 4.5.0 now and to 4.7 next spring.",
      decidedOn: at(-62, "13:00").toISOString().slice(0, 10),
      changes: "P-02, P-03",
    },
    at(-61, "15:58"),
  );
}

/** Day -50: the customizations run in the test setup. */
export const customizationsRunInTestSetup = (tell: Teller, { at, people }: Telling) =>
  listsOf(tell).done(
    people.lee,
    ["CU-1", "CU-2", "CU-3"],
    "test-setup",
    "In the image 4.5.0-acme.3",
    at(-50, "10:30"),
  );

/** Day -45: what becomes of the applications' opaque tokens, and the machines both stacks need. */
export async function tokensAreDecided(tell: Teller, { at, people }: Telling): Promise<void> {
  const { lee, omar } = people;
  const lists = listsOf(tell);
  const applications: [title: string, owner: string, grants: string, verdict: string, reason: string][] = [
    [
      "Kestrel partner portal",
      "it@kestrel.example",
      "client_credentials",
      "opaque",
      "They store the token in 36 characters.",
    ],
    [
      "Mobile banking",
      "mobile@acme.example",
      "authorization_code refresh_token",
      "jwt",
      "Passes the token on only.",
    ],
    [
      "Nightly settlement",
      "billing@acme.example",
      "client_credentials",
      "jwt",
      "Asks no introspection endpoint.",
    ],
    ["Old kiosk", "stores@acme.example", "password", "retire", "Switched off in October."],
  ];
  for (const [index, [title, owner, grantTypes]] of applications.entries())
    await lists.add(
      lee,
      "application",
      title,
      { owner, grantTypes, tokens: "opaque", neverExpiringTokens: index === 3 ? 12 : 0 },
      at(-45, `15:0${index + 1}`),
    );
  for (const [index, [, , , verdict, reason]] of applications.entries())
    await lists.decide(omar, `AP-${index + 1}`, verdict, reason, at(-45, `15:1${index}`));
  const nodes: [
    title: string,
    side: string,
    profile: string,
    count: number,
    cores: number,
    memoryGb: number,
  ][] = [
    ["Old gateways", "old", "gateway-worker", 4, 8, 16],
    ["Old control plane", "old", "publisher", 2, 4, 8],
    ["New gateways", "new", "universal-gateway", 4, 8, 16],
    ["New control plane", "new", "control-plane", 2, 8, 16],
    ["New key managers", "new", "key-manager", 2, 4, 8],
    ["New traffic managers", "new", "traffic-manager", 2, 4, 8],
    ["Old traffic managers", "old", "traffic-manager", 2, 4, 8],
    ["Old key managers", "old", "key-manager", 2, 4, 8],
  ];
  for (const [index, [title, side, profile, count, cores, memoryGb]] of nodes.entries())
    await lists.add(
      lee,
      "node",
      title,
      { side, profile, count, cores, memoryGb, zone: "eu-central", reserved: side === "old" || index < 4 },
      at(-45, `15:2${index}`),
      { environments: ["prod"] },
    );
}

/** Day -18: pre-prod's applications ask for what was decided before anybody looks at the gate. */
export async function applicationsAreMoved(tell: Teller, { at, people }: Telling): Promise<void> {
  const lists = listsOf(tell);
  await lists.done(people.lee, ["AP-3", "AP-4"], "pre-prod", "Moved and tried", at(-18, "15:50"));
  const release = "Release 8.2 of the app asks for JWT";
  await lists.state(people.lee, "AP-2", "pre-prod", "done", release, at(-18, "15:55"));
}

/** Day -29: dev has all of it. */
export async function devIsComplete(tell: Teller, { at, people }: Telling): Promise<void> {
  const items = ["CU-1", "CU-2", "CU-3", "AP-2", "AP-3", "AP-4"];
  await listsOf(tell).done(people.lee, items, "dev", "Moved and tried", at(-29, "15:20"));
}

/** Day -9: pre-prod has most of it; a backend's certificate ends too early, and a risk is named. */
export async function preProdIsNearlyComplete(tell: Teller, { at, people }: Telling): Promise<void> {
  const { lee, ines, omar } = people;
  const lists = listsOf(tell);
  await lists.done(lee, ["CU-1", "CU-2", "CU-3"], "pre-prod", "Moved and tried", at(-9, "15:20"));
  await lists.add(
    ines,
    "certificate",
    "billing-backend",
    {
      alias: "billing-backend",
      subject: "CN=billing.acme.example",
      validUntil: at(6, "12:00").toISOString().slice(0, 10),
      key: "RSA 2048",
      store: "client-truststore.jks",
    },
    at(-9, "15:40"),
    { level: "must_act", environments: ["pre-prod", "prod"], ownerId: ines.id },
  );
  await lists.state(
    ines,
    "CE-1",
    "pre-prod",
    "doing",
    "Ordered from the internal authority",
    at(-9, "15:45"),
  );
  await lists.add(
    omar,
    "risk",
    "The load balancer keeps old sessions on the old gateways",
    {
      likelihood: "medium",
      impact: "high",
      mitigation: "Drain for 30 minutes before each shift of traffic.",
      changes: "G-03, NO-1, UC-19",
    },
    at(-9, "16:00"),
  );
  await lists.decide(
    omar,
    "RI-1",
    "mitigate",
    "Rehearsed with the network team on Thursday.",
    at(-9, "16:05"),
  );
}
