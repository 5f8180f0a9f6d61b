import { z } from "zod";
import { countBlockers } from "@/domain/blocker";
import { gateOrder } from "@/domain/gate-kind";
import { type Work, whoCanSign } from "@/domain/sign-off";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { nameOf as gateNameOf, signOffsOf } from "@/lib/standing";
import { type GateView, gateAddress, gateView, type SlotView } from "../schema";
import { askerOf } from "./asker";
import { blockerView, clearingText } from "./blocker-view";
import { type FoundGate, findGate } from "./find";
import { passedCriteria } from "./passed";
import { type NameOf, peopleOf } from "./people";
import { conditionView, nextOf, signOffViews, waiverView } from "./record-views";
import { signFacts, whyNot } from "./sign-facts";
import { gateSummary, gateTitle } from "./summary";

/** How many blockers one answer lists: more than anybody reads, and the counts by kind say the rest. */
const listedBlockers = 200;

/** One gate with everything its screen shows: why it is shut, who can clear that, who signed and who still can. */
export const getGate = upgradeQuery({
  name: "gate.get",
  action: "gate.view",
  summary: "One gate: its blockers, signatures, waivers, what would be signed, and what the caller may do",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}",
  input: z.object({
    ...gateAddress,
    criteria: z.stringbool().default(false).meta({ description: "Also list what passes" }),
    all: z
      .stringbool()
      .default(false)
      .meta({ description: `List every blocker, not only the first ${listedBlockers}` }),
  }),
  output: gateView,
  run: async ({ read, upgrade: scope, now }, input) => {
    const saved = savedFacts(read, scope);
    const found = findGate(await saved.present(now, [input.environment]), input);
    const { upgrade, environment, gate, evaluation, standing } = found;
    const [nameOf, work, bound] = await Promise.all([
      saved.once("people", () => peopleOf(read, upgrade)),
      saved.work(environment.id),
      saved.manifest(upgrade, standing, gate.kind, now),
    ]);
    const asker = askerOf(scope);
    const signOffs = signOffViews(upgrade, gate, now, asker);
    const waivers = upgrade.waivers.filter((waiver) => waiver.gateId === gate.id);
    const views = new Map(waivers.map((waiver) => [waiver.id, waiverView(waiver, now, nameOf, asker)]));
    const past = [...views.values()].reverse();
    const { manifest } = bound;
    return {
      ...gateSummary(standing, gate, evaluation, now),
      version: gate.version,
      unlocks: unlocks(found),
      doersMaySign: upgrade.doersMaySign,
      clearing: clearingText(evaluation.blockers, nameOf),
      criteria: evaluation.criteria,
      passing: evaluation.passing,
      neutral: evaluation.neutral,
      blockers: evaluation.blockers
        .slice(0, input.all ? undefined : listedBlockers)
        .map((blocker) => blockerView(upgrade, gate, blocker, nameOf)),
      blockerKinds: countBlockers(evaluation.blockers),
      waived: evaluation.waived.flatMap(({ blocker, waiver }) => {
        const view = views.get(waiver.id);
        return view ? [{ blocker: blockerView(upgrade, gate, blocker, nameOf), waiver: view }] : [];
      }),
      waiversWaiting: past.filter(({ state }) => state === "requested"),
      waiversPast: past.filter(({ state }) => state !== "requested" && state !== "active"),
      slots: slotViews(found, work, signOffs, nameOf, now),
      signOffs,
      conditions: conditionsHere(found, nameOf),
      bound: {
        manifestSha256: bound.sha256,
        steps: manifest.steps.length,
        executions: manifest.executions.length,
        evidence: [...manifest.steps, ...manifest.executions].reduce(
          (sum, item) => sum + item.evidence.length,
          0,
        ),
        waivers: manifest.waivers.length,
        conditions: manifest.conditions.length,
        signatures: manifest.previousSignOffs.length,
        playbook: `${manifest.playbook.id} ${manifest.playbook.version}`,
      },
      cannot: cannot(found, work, asker, now),
      ...(input.criteria && { passed: passedCriteria(found) }),
    };
  },
});

function unlocks({ upgrade, environment, gate }: FoundGate): string {
  if (gate.kind === "entry") {
    return environment.kind === "prod"
      ? "The decision to go: signing it lets the work in production begin."
      : `When it is open, the work in ${environment.name} can start.`;
  }
  const next = nextOf(upgrade, gate);
  const above = next && upgrade.environments.find(({ name }) => name === next.name);
  return above
    ? `Signing it unlocks ${gateTitle(above, "entry")
        .replace(" go/no-go", "'s go/no-go")
        .replace(/ entry$/, "")}.`
    : "Signing it completes the upgrade.";
}

function slotViews(
  { upgrade, gate, evaluation }: FoundGate,
  work: ReadonlyMap<string, Work>,
  signOffs: GateView["signOffs"],
  nameOf: NameOf,
  now: Date,
): SlotView[] {
  const active = upgrade.members.filter((member) => !member.disabled);
  const candidates = whoCanSign(active, {
    slots: gate.slots,
    signOffs: signOffsOf(upgrade, gate.id),
    doersMaySign: upgrade.doersMaySign,
    now,
    work,
  });
  const standing = new Map(
    signOffs.filter(({ state }) => state === "standing").map((signOff) => [signOff.by.id, signOff]),
  );
  return candidates.map(({ slot, missing, can, cannot: not }, index) => ({
    role: slot.role,
    count: slot.count,
    missing,
    filledBy: (evaluation.slots.slots[index]?.filledBy ?? []).flatMap((userId) => standing.get(userId) ?? []),
    can: can.map(({ id }) => nameOf(id)),
    cannot: not.map(({ member, reason }) => ({ person: nameOf(member.id), reason })),
  }));
}

/** Conditions that were given at this gate, and open ones of gates below that keep it shut. */
function conditionsHere({ upgrade, environment, gate }: FoundGate, nameOf: NameOf): GateView["conditions"] {
  const here = gateOrder({ position: environment.position, gate: gate.kind });
  return upgrade.conditions
    .filter(
      (condition) =>
        condition.gateId === gate.id ||
        (condition.closedAt === null && gateOrder(gateNameOf(upgrade, condition.gateId)) < here),
    )
    .map((condition) => conditionView(upgrade, condition, nameOf));
}

function cannot(
  found: FoundGate,
  work: ReadonlyMap<string, Work>,
  asker: ReturnType<typeof askerOf>,
  now: Date,
): GateView["cannot"] {
  const facts = signFacts(found, work, asker, now);
  const policy = (
    action: Parameters<typeof asker.refused>[0],
    rules: () => string[] = () => [],
  ): string[] => {
    const refused = asker.refused(action);
    return refused ? [refused] : rules();
  };
  return {
    approve: policy("signOff.sign", () => whyNot("approve", facts)),
    reject: policy("signOff.sign", () => whyNot("reject", facts)),
    setSlots: policy("gate.setSlots"),
    setDue: policy("gate.setDue"),
    requestWaiver: policy("waiver.request"),
    clearCondition: policy("condition.clear"),
  };
}
