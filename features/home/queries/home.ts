import { gateThatMatters } from "@/domain/environment-standing";
import { sentence } from "@/domain/event";
import { peopleOf } from "@/features/gates/queries/people";
import { gateTitle } from "@/features/gates/queries/summary";
import { paths } from "@/lib/paths";
import type { Present, PresentEnvironment } from "@/lib/present";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { type HomeView, homeInput, homeView } from "../schema";
import { columnOf, countsOf, sentenceOf } from "./columns";
import { holdingBack } from "./holding-back";
import { startableSteps } from "./startable";

const latestEvents = 8;

/** The home of an upgrade: where each environment stands, what holds it back, what can be started, what happened last. */
export const getHome = upgradeQuery({
  name: "home.get",
  action: "upgrade.view",
  summary: "Where every environment of an upgrade stands, what holds it back and what can be started now",
  path: "/upgrades/{upgrade}/home",
  input: homeInput,
  output: homeView,
  run: async ({ read, upgrade: scope, now }) => {
    const saved = savedFacts(read, scope);
    const present = await saved.present(now);
    const { upgrade, environments } = present;
    const open = environments.map(({ environment, entry }) => `${environment.id}${entry.state}`).join();
    const columns = environments.map(async (standing) => {
      // Thousands of steps and cases, counted once for as long as nobody changes anything.
      const counts = await saved.once(`counts of ${standing.environment.id}`, async () => countsOf(standing));
      return columnOf(upgrade, standing, counts, now);
    });
    const [head, nameOf, startable, latest] = await Promise.all([
      saved.once("heading", () =>
        read.upgrade.findUniqueOrThrow({
          where: { id: scope.id },
          select: { title: true, homeZone: true, playbook: { select: { product: true } } },
        }),
      ),
      saved.once("people", () => peopleOf(read, upgrade)),
      saved.once(`startable for ${scope.actor.id} ${open}`, () =>
        startableSteps(read, present, scope.actor.id, now),
      ),
      saved.once("latest", () =>
        read.auditEvent.findMany({
          where: { chain: scope.id },
          orderBy: { seq: "desc" },
          take: latestEvents,
        }),
      ),
    ]);
    const current = environments.find(({ status }) => status !== "signed_off");
    return {
      key: scope.key,
      title: head.title,
      from: upgrade.from,
      to: upgrade.to,
      product: head.playbook.product,
      homeZone: head.homeZone,
      environments: await Promise.all(columns),
      current: current?.environment.key ?? null,
      say: sayOf(present, current),
      holdsBack: holdingBack(upgrade, current, nameOf, now),
      startable: startable.steps,
      startableTotal: startable.total,
      latest: latest.map((event) => ({
        seq: event.seq,
        at: event.at.toISOString(),
        sentence: sentence(event.actorName, event.type, event.data),
      })),
    };
  },
});

const tones = {
  locked: "blocked",
  ready: "doing",
  migrating: "blocked",
  verifying: "blocked",
  awaiting_sign_off: "waiting",
  signed_off: "done",
  stale: "stale",
} as const;

/** What to know first: the sentence of the environment that is being worked on, and the gate that matters for it. */
function sayOf({ upgrade, environments }: Present, current: PresentEnvironment | undefined): HomeView["say"] {
  const last = environments.at(-1);
  if (!current || !last) {
    return {
      sentence: `${upgrade.to} is in production: every environment is signed off`,
      tone: "done",
      href: paths.audit(upgrade.key),
      action: "See its history",
    };
  }
  const { environment, status } = current;
  if (status === "ready")
    return {
      sentence: sentenceOf(current),
      tone: "doing",
      href: paths.checklist(upgrade.key, environment.key),
      action: "Open the checklist",
    };
  const kind = gateThatMatters(status);
  const action = gateTitle(environment, kind).endsWith("go/no-go") ? "Open the go/no-go" : "Open the gate";
  return {
    sentence: sentenceOf(current),
    tone: tones[status],
    href: paths.gate(upgrade.key, environment.key, kind),
    action,
  };
}
