import { z } from "zod";
import { gateKinds } from "@/domain/gate-kind";
import { changeSentence } from "@/domain/manifest-difference";
import { decide } from "@/domain/policy";
import { counted, named } from "@/domain/sentence";
import { currentSignOffs } from "@/domain/sign-off";
import { decideWaiverApproval } from "@/domain/waiver";
import type { FoundGate } from "@/features/gates/queries/find";
import { signFacts, whyNot } from "@/features/gates/queries/sign-facts";
import { gateTitle } from "@/features/gates/queries/summary";
import type { Actor } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { paths } from "@/lib/paths";
import { type Present, presentOf } from "@/lib/present";
import { instanceQuery } from "@/lib/read";
import { type SavedFacts, savedFacts } from "@/lib/saved-facts";
import { gateOf, signOffsOf } from "@/lib/standing";
import { type InboxItem, inboxKinds, inboxView } from "../schema";
import { changedSince, readySince } from "./inbox-changes";

/** From which share of its criteria on a shut gate counts as near. */
const near = 0.75;

type Person = Actor & { id: string };
interface Desk {
  read: ReadClient;
  actor: Person;
  now: Date;
  saved: SavedFacts;
  present: Present;
  upgrade: { id: string; key: string; title: string };
  roles: Parameters<typeof signFacts>[2]["roles"];
}

/** Everything that waits for the asker, over all their upgrades. */
export const viewInbox = instanceQuery({
  name: "inbox.view",
  action: "inbox.view",
  summary: "What waits for the caller: signatures, stale signatures, waivers and skips to decide, gates that are near",
  path: "/inbox",
  input: z.object({}),
  output: inboxView,
  run: async ({ read, actor, now }) => {
    const memberships = await read.member.findMany({
      where: { userId: actor.id, upgrade: { archivedAt: null } },
      select: { roles: true, upgrade: { select: { id: true, key: true, title: true } } },
      orderBy: { upgrade: { key: "asc" } },
    });
    const items: InboxItem[] = [];
    for (const { roles, upgrade } of memberships) {
      if (roles.every((role) => role === "viewer")) continue;
      const saved = await savedFacts(read, upgrade);
      const desk: Desk = { read, actor, now, saved, present: await presentOf(saved, now), upgrade, roles };
      items.push(...(await gatesOn(desk)), ...waiversOn(desk), ...skipsOn(desk));
    }
    const order = (item: InboxItem) => inboxKinds.indexOf(item.kind);
    items.sort((a, b) => order(a) - order(b) || (a.since ?? "").localeCompare(b.since ?? ""));
    return { items, waiting: items.filter(({ kind }) => kind !== "near").length };
  },
});

async function gatesOn(desk: Desk): Promise<InboxItem[]> {
  const { actor, now, saved, present, roles } = desk;
  const items: InboxItem[] = [];
  for (const standing of present.environments) {
    for (const kind of gateKinds) {
      const gate = gateOf(present.upgrade, standing.environment.id, kind);
      if (!gate.slots.some((slot) => roles.includes(slot.role))) continue;
      const found: FoundGate = { upgrade: present.upgrade, environment: standing.environment, standing, gate, evaluation: standing[kind] };
      const { evaluation } = found;
      const facts = signFacts(found, await saved.work(standing.environment.id), { id: actor.id, roles }, now);
      const own = currentSignOffs(signOffsOf(present.upgrade, gate.id), now).stale.find(({ userId }) => userId === actor.id);
      const still = own && evaluation.staleSignOffs.some(({ id }) => id === own.id);
      // Asked as if nothing blocked: whether it is a gate of theirs at all.
      const mine = whyNot("approve", { ...facts, blockers: [] }).length === 0;
      const ready = mine && whyNot("approve", facts).length === 0;
      if (own && still) {
        const [first] = present.upgrade.signOffs.find(({ id }) => id === own.id)?.staleChanges ?? [];
        const because = first ? `Your signature is stale: ${changeSentence(first)}.` : "Your signature is stale: what you signed has changed.";
        const then = ready ? "The gate is ready to be signed again." : evaluation.headline;
        items.push(await gateItem(desk, found, "stale", `${because} ${then}`, (own.staleAt ?? own.validUntil)?.toISOString() ?? null));
      } else if (ready) {
        items.push(await gateItem(desk, found, "sign", evaluation.headline, await readySince(desk.read, desk.upgrade.id, gate.id)));
      } else if (mine && evaluation.criteria > 0 && evaluation.state === "shut") {
        const share = (evaluation.passing + evaluation.neutral + evaluation.waived.length) / evaluation.criteria;
        if (share >= near) items.push(await gateItem(desk, found, "near", `${evaluation.headline} ${evaluation.passing} of ${counted(evaluation.criteria, "criterion", "criteria")} pass.`, null));
      }
    }
  }
  return items;
}

async function gateItem(desk: Desk, found: FoundGate, kind: InboxItem["kind"], detail: string, since: string | null): Promise<InboxItem> {
  const { upgrade, saved, now } = desk;
  const { environment, gate, standing } = found;
  const { manifest } = await saved.manifest(found.upgrade, standing, gate.kind, now);
  return {
    key: `${kind}:${gate.id}`, kind, detail, since,
    upgrade: { key: upgrade.key, title: upgrade.title },
    title: gateTitle(environment, gate.kind),
    href: paths.gate(upgrade.key, environment.key, gate.kind),
    basis: {
      steps: manifest.steps.length,
      executions: manifest.executions.length,
      evidence: [...manifest.steps, ...manifest.executions].reduce((sum, item) => sum + item.evidence.length, 0),
      waivers: manifest.waivers.length,
    },
    changed: await changedSince(desk.read, { upgradeId: upgrade.id, environmentId: environment.id, gateId: gate.id, personId: desk.actor.id }),
  };
}

const allowed = ({ actor, roles }: Desk, action: "waiver.approve" | "step.confirmSkip") =>
  decide(action, { signedIn: true, isAdmin: actor.isAdmin, readOnly: actor.readOnly, roles, archived: false }).allowed;

function waiversOn(desk: Desk): InboxItem[] {
  const { actor, now, present, roles, upgrade } = desk;
  if (!allowed(desk, "waiver.approve")) return [];
  return present.upgrade.waivers.flatMap((waiver): InboxItem[] => {
    const gate = present.upgrade.gates.find(({ id }) => id === waiver.gateId);
    const environment = present.upgrade.environments.find(({ id }) => id === gate?.environmentId);
    if (!gate || !environment || !decideWaiverApproval({ waiver, actor: { id: actor.id, roles }, now }).ok) return [];
    const who = present.upgrade.members.find(({ id }) => id === waiver.requestedById)?.name ?? "Somebody";
    return [
      {
        key: `waiver:${waiver.id}`, kind: "waiver", upgrade: { key: upgrade.key, title: upgrade.title },
        title: `Waiver at ${gateTitle(environment, gate.kind)}`,
        detail: `${who} asks to accept “${waiver.blockerTitle}” for a time: ${waiver.reason}`,
        href: `${paths.gate(upgrade.key, environment.key, gate.kind)}#waiver-${waiver.id}`,
        since: waiver.requestedAt.toISOString(), basis: null, changed: null,
      },
    ];
  });
}

function skipsOn(desk: Desk): InboxItem[] {
  const { actor, present, upgrade } = desk;
  if (!allowed(desk, "step.confirmSkip")) return [];
  return present.environments.flatMap(({ environment, facts }) =>
    facts.steps
      .filter((step) => step.skipRequestedById !== null && step.skipRequestedById !== actor.id)
      .map((step): InboxItem => {
        const who = present.upgrade.members.find(({ id }) => id === step.skipRequestedById)?.name ?? "Somebody";
        const given = { step: step.code };
        return {
          key: `skip:${step.id}`, kind: "skip", upgrade: { key: upgrade.key, title: upgrade.title },
          title: `Skip ${named(step)}`,
          detail: `${who} asks to skip it in ${environment.name}: ${step.skipReason}`,
          href: step.environmentId ? paths.checklist(upgrade.key, environment.key, given) : paths.plan(upgrade.key, given),
          since: null, basis: null, changed: null,
        };
      }),
  );
}
