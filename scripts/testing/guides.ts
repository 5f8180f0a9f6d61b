import { playbookSchema } from "@/features/playbooks/schema";
import type { CreateUpgradeInput } from "@/features/upgrades/schema";
import { smallPlaybook } from "./playbook";
import { storePlaybook, type World, world } from "./world";

const url = (path: string) => `https://docs.example/${path}`;

/** The small playbook whose P-02 gives pages to read: two always, one more where there are several tenants. */
const guidedPlaybook = playbookSchema.parse({
  ...smallPlaybook,
  id: "guided",
  phases: smallPlaybook.phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) =>
      step.code === "P-02"
        ? {
            ...step,
            readings: [
              { id: "process", title: "Upgrading process", url: url("process") },
              { id: "guide", title: "Guide to {{to_version}}", url: url("{{to_version}}/guide") },
              {
                id: "tenants",
                title: "Moving tenants",
                url: url("tenants"),
                when: { question: "tenants", is: true },
              },
            ],
          }
        : step,
    ),
  })),
});

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
