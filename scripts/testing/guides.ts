import type { CreateUpgradeInput } from "@/features/upgrades/schema";
import { guidedPlaybook } from "./playbook";
import { storePlaybook, type World, world } from "./world";

/** A world whose P-02 gives pages to read. */
export async function guidedWorld(given: Partial<CreateUpgradeInput> = {}): Promise<World> {
  await storePlaybook(guidedPlaybook);
  return world({ playbook: { slug: "guided", version: "1.0.0" }, ...given });
}

/** Both pages of P-02, in this version. */
export const bothPages = (version = "2.0.0") => [
  { id: "process", version },
  { id: "guide", version },
];
