import { addMember } from "@/features/members/commands/members";
import { playbookSchema } from "@/features/playbooks/schema";
import { cloneUpgrade } from "@/features/upgrades/commands/clone";
import type { CreateUpgradeInput } from "@/features/upgrades/schema";
import { execute } from "@/lib/command";
import { clearEnvironment } from "./facts";
import { smallPlaybook } from "./playbook";
import { signNow } from "./signing";
import { type Person, storePlaybook, type World, world } from "./world";

/** The small playbook with a path of two hops: 1.0.0 → 2.0.0 → 3.0.0. */
const steppedPlaybook = playbookSchema.parse({
  ...smallPlaybook,
  id: "stepped",
  releases: [
    ...smallPlaybook.releases,
    {
      version: "3.0.0",
      date: "2026-01-01",
      directFrom: ["2.0.0"],
      pathStatus: "public_guide",
      sources: ["practice"],
    },
  ],
});

/** Stores the playbook with two hops once per database. */
export const storeSteppedPlaybook = (): Promise<void> => storePlaybook(steppedPlaybook);

/** A world whose upgrade is the first hop of two unless said otherwise; a second lead may lead it, too. */
export async function steppedWorld(
  given: Partial<CreateUpgradeInput> = {},
  alsoLead?: Person,
): Promise<World> {
  const w = await world({
    title: "First hop",
    playbook: { slug: "stepped", version: "1.0.0" },
    targetReason: "On the way to 3.0.0",
    ...given,
  });
  if (alsoLead) await execute(addMember, w.lead, { upgrade: w.key, person: alsoLead.id, roles: ["lead"] });
  return w;
}

/** Clones the upgrade as the hop to 3.0.0 and answers its key. */
export async function nextHop(w: World): Promise<string> {
  const { key } = await execute(cloneUpgrade, w.lead, {
    upgrade: w.key,
    key: `${w.key}-N`,
    title: "Second hop",
    to: "3.0.0",
    nextHop: true,
  });
  return key;
}

/** Does, tests and signs everything, environment by environment, until production is signed off. */
export async function bringToProduction(w: World): Promise<void> {
  const { key, lead, engineer, manager, manager2 } = w;
  for (const [environment, exit] of [
    ["dev", [lead]],
    ["pre-prod", [lead, manager]],
  ] as const) {
    await clearEnvironment(key, environment, engineer.id);
    for (const person of exit) await signNow(person, key, environment, "exit");
  }
  await clearEnvironment(key, "prod", engineer.id);
  for (const person of [lead, manager, manager2]) await signNow(person, key, "prod", "entry");
  for (const person of [lead, manager]) await signNow(person, key, "prod", "exit");
}
