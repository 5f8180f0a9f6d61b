import { randomUUID } from "node:crypto";
import type { Playbook } from "@/domain/playbook";
import { playbookHash } from "@/features/playbooks/queries/find";
import { createUpgrade } from "@/features/upgrades/commands/create";
import type { CreateUpgradeInput } from "@/features/upgrades/schema";
import type { Actor } from "@/lib/actor";
import { appendEvents, lockChain } from "@/lib/audit";
import { execute } from "@/lib/command";
import { type Prisma, reader, writer } from "@/lib/db";
import { hashPassword } from "@/lib/password";
import { smallPlaybook } from "./playbook";

/** A signed-in person as commands and queries see them. */
export type Person = Actor & { id: string };

/** The password of everybody made here. */
export const testPassword = "correct horse battery staple";
let hashed: Promise<string> | undefined;

/** Makes a person who can sign in. */
export async function person(
  name: string,
  given: { isAdmin?: boolean; email?: string } = {},
): Promise<Person> {
  const id = randomUUID();
  const email = given.email ?? `${name.toLowerCase().replace(/\W+/g, ".")}@example.com`;
  const isAdmin = given.isAdmin ?? false;
  hashed ??= hashPassword(testPassword);
  const passwordHash = await hashed;
  await writer.$transaction(async (tx) => {
    const head = await lockChain(tx, "instance");
    await tx.user.create({ data: { id, name, email, isAdmin, passwordHash } });
    await appendEvents(tx, head, { id, name }, [], new Date(), [
      { type: "person.joined", subject: { type: "person", id }, data: { name, email, isAdmin } },
    ]);
  });
  return { id, name, email, isAdmin, via: "session", sessionId: null, readOnly: false, timeZone: null };
}

/** Stores the small playbook once per database. */
export const storeSmallPlaybook = (): Promise<void> => storePlaybook(smallPlaybook);

/** Stores a playbook once per database. */
export async function storePlaybook(playbook: Playbook): Promise<void> {
  const sha256 = playbookHash(playbook);
  if (await reader.playbook.findFirst({ where: { sha256 } })) return;
  await writer.$transaction(async (tx) => {
    const head = await lockChain(tx, "instance");
    const { id: slug, version, product, title } = playbook;
    const row = await tx.playbook.create({
      data: {
        slug,
        version,
        product,
        title,
        origin: "uploaded",
        content: playbook as unknown as Prisma.InputJsonValue,
        sha256,
      },
    });
    await appendEvents(tx, head, { id: null, name: "Liftlock" }, [], new Date(), [
      {
        type: "playbook.uploaded",
        subject: { type: "playbook", id: row.id },
        data: { slug, version, product, steps: 8, sha256 },
      },
    ]);
  });
}

/** Six people, one per role, and an upgrade of the small playbook through dev, pre-prod and prod. */
export interface World {
  key: string;
  lead: Person;
  engineer: Person;
  manager: Person;
  manager2: Person;
  viewer: Person;
  /** Signed in, but a member of nothing. */
  outsider: Person;
  admin: Person;
}

let count = 0;

/** Makes a world of its own: other worlds in the same database don't touch it. */
export async function world(given: Partial<CreateUpgradeInput> = {}): Promise<World> {
  count += 1;
  const tag = `${count}-${randomUUID().slice(0, 4)}`;
  const make = (name: string, isAdmin = false) =>
    person(name, { email: `${name.toLowerCase()}.${tag}@example.com`, isAdmin });
  await storeSmallPlaybook();
  const people = {
    lead: await make("Omar"),
    engineer: await make("Ines"),
    manager: await make("Priya"),
    manager2: await make("Hana"),
    viewer: await make("Vera"),
    outsider: await make("Otto"),
    admin: await make("Ada", true),
  };
  const key = `TEST-${tag.toUpperCase()}`;
  await execute(createUpgrade, people.lead, {
    key,
    title: "Small upgrade",
    playbook: { slug: "small", version: "1.0.0" },
    from: "1.0.0",
    to: "2.0.0",
    environments: [
      { name: "Dev", kind: "dev" },
      { name: "Pre-prod", kind: "pre_prod" },
      { name: "Prod", kind: "prod" },
    ],
    members: [
      { userId: people.engineer.id, roles: ["engineer"] },
      { userId: people.manager.id, roles: ["manager"] },
      { userId: people.manager2.id, roles: ["manager"] },
      { userId: people.viewer.id, roles: ["viewer"] },
    ],
    ...given,
  });
  return { key, ...people };
}

/** The row of a step, by its environment's key (null: the plan) and its code. */
export async function stepOf(key: string, environment: string | null, code: string) {
  return reader.step.findFirstOrThrow({
    where: {
      upgrade: { key },
      code,
      removedAt: null,
      ...(environment ? { environment: { key: environment } } : { environmentId: null }),
    },
  });
}
