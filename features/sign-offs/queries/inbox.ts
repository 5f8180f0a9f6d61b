import { z } from "zod";
import { gateKinds } from "@/domain/gate-kind";
import { changeSentence } from "@/domain/manifest-difference";
import { decide } from "@/domain/policy";
import { signingRoles } from "@/domain/role";
import { counted, named } from "@/domain/sentence";
import type { SignFacts } from "@/domain/sign-off";
import { decideWaiverApproval } from "@/domain/waiver";
import type { FoundGate } from "@/features/gates/queries/find";
import { signFacts, whyNot } from "@/features/gates/queries/sign-facts";
import { gateTitle } from "@/features/gates/queries/summary";
import type { Actor, UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { paths } from "@/lib/paths";
import type { Present } from "@/lib/present";
import { instanceQuery } from "@/lib/read";
import { type SavedFacts, savedFacts } from "@/lib/saved-facts";
import { gateOf } from "@/lib/standing";
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
  upgrade: { id: string } & InboxItem["upgrade"];
  roles: Parameters<typeof signFacts>[2]["roles"];
}

/** Everything that waits for the asker, over all their upgrades. */
export const viewInbox = instanceQuery({
  name: "inbox.view",
  action: "inbox.view",
  summary:
    "What waits for the caller: signatures, stale signatures, waivers and skips to decide, gates that are near",
  path: "/inbox",
  input: z.object({}),
  output: inboxView,
  run: async ({ read, actor, now }) => {
    const items: InboxItem[] = [];
    for (const desk of await desksOf(read, actor, now)) {
      const { gates, others } = await waitingOn(desk);
      for (const gate of gates) items.push(await gateItem(desk, gate));
      items.push(...others);
    }
    const order = (item: InboxItem) => inboxKinds.indexOf(item.kind);
    items.sort((a, b) => order(a) - order(b) || (a.since ?? "").localeCompare(b.since ?? ""));
    return { items, waiting: items.filter(({ kind }) => kind !== "near").length };
  },
});

/** How much waits for the asker: shown on every screen, so it is counted once per event and person. */
export const countInbox = instanceQuery({
  name: "inbox.count",
  action: "inbox.view",
  summary: "How many decisions wait for the caller now",
  path: "/inbox/count",
  input: z.object({}),
  output: z.object({ waiting: z.int() }),
  run: async ({ read, actor, now }) => {
    let waiting = 0;
    for (const desk of await desksOf(read, actor, now)) {
      const { upgrade } = desk.present;
      const lapsed = upgrade.waivers.filter((waiver) => waiver.expiresAt <= now).length;
      waiting += await desk.saved.once(`waiting for ${actor.id} after ${lapsed}`, async () => {
        const { gates, others } = await waitingOn(desk);
        return others.length + gates.filter(({ kind }) => kind !== "near").length;
      });
    }
    return { waiting };
  },
});

/** The upgrades in which the asker may be asked for something. */
async function desksOf(read: ReadClient, actor: Person, now: Date): Promise<Desk[]> {
  const memberships = await read.$queryRaw<
    (Desk["upgrade"] & Pick<Desk, "roles"> & Pick<UpgradeScope, "at">)[]
  >`
    SELECT u.id, u.key, u.title, u."homeZone", to_json(m.roles) AS roles, json_build_object('upgrade', coalesce(c.seq, 0), 'instance', coalesce(i.seq, 0)) AS at
    FROM "Member" m
    JOIN "Upgrade" u ON u.id = m."upgradeId" AND u."archivedAt" IS NULL
    LEFT JOIN "AuditChain" c ON c.id = u.id::text
    LEFT JOIN "AuditChain" i ON i.id = 'instance'
    WHERE m."userId" = ${actor.id}::uuid AND m.roles && ${[...signingRoles]}::"Role"[]
    ORDER BY u.key`;
  return Promise.all(
    memberships.map(async ({ roles, ...upgrade }) => {
      const saved = savedFacts(read, upgrade);
      return { read, actor, now, saved, present: await saved.present(now), upgrade, roles };
    }),
  );
}

/** A gate of theirs with what is asked of them there. */
interface WaitingGate {
  found: FoundGate;
  kind: "sign" | "stale" | "near";
  detail: string;
  since: string | null;
}

async function waitingOn(desk: Desk): Promise<{ gates: WaitingGate[]; others: InboxItem[] }> {
  return { gates: await gatesOn(desk), others: [...waiversOn(desk), ...skipsOn(desk)] };
}

async function gatesOn({ actor, now, saved, present, roles }: Desk): Promise<WaitingGate[]> {
  const waiting: WaitingGate[] = [];
  for (const standing of present.environments) {
    for (const kind of gateKinds) {
      const gate = gateOf(present.upgrade, standing.environment.id, kind);
      if (!gate.slots.some((slot) => roles.includes(slot.role))) continue;
      const found: FoundGate = {
        upgrade: present.upgrade,
        environment: standing.environment,
        standing,
        gate,
        evaluation: standing[kind],
      };
      const asked = askedAt(
        found,
        signFacts(found, await saved.work(standing.environment.id), { id: actor.id, roles }, now),
      );
      if (asked) waiting.push({ found, ...asked });
    }
  }
  return waiting;
}

function askedAt({ upgrade, evaluation }: FoundGate, facts: SignFacts): Omit<WaitingGate, "found"> | null {
  const stale = evaluation.staleSignOffs.find(({ userId }) => userId === facts.actor.id);
  // Asked as if nothing blocked: whether it is a gate of theirs at all.
  const mine = whyNot("approve", { ...facts, blockers: [] }).length === 0;
  const ready = mine && whyNot("approve", facts).length === 0;
  if (stale) {
    const [first] = upgrade.signOffs.find(({ id }) => id === stale.id)?.staleChanges ?? [];
    const because = first
      ? `Your signature is stale: ${changeSentence(first)}.`
      : "Your signature is stale: what you signed has changed.";
    const then = ready ? "The gate is ready to be signed again." : evaluation.headline;
    return {
      kind: "stale",
      detail: `${because} ${then}`,
      since: (stale.staleAt ?? stale.validUntil)?.toISOString() ?? null,
    };
  }
  if (ready) return { kind: "sign", detail: evaluation.headline, since: null };
  const share =
    evaluation.criteria === 0
      ? 0
      : (evaluation.passing + evaluation.neutral + evaluation.waived.length) / evaluation.criteria;
  if (!mine || share < near) return null;
  return {
    kind: "near",
    detail: `${evaluation.headline} ${evaluation.passing} of ${counted(evaluation.criteria, "criterion", "criteria")} pass.`,
    since: null,
  };
}

async function gateItem(desk: Desk, { found, kind, detail, since }: WaitingGate): Promise<InboxItem> {
  const { read, upgrade, saved, now, actor } = desk;
  const { environment, gate, standing } = found;
  const { manifest } = await saved.manifest(found.upgrade, standing, gate.kind, now);
  return {
    key: `${kind}:${gate.id}`,
    kind,
    detail,
    since: kind === "sign" ? await readySince(read, upgrade.id, gate.id) : since,
    upgrade: namedUpgrade(upgrade),
    title: gateTitle(environment, gate.kind),
    href: paths.gate(upgrade.key, environment.key, gate.kind),
    basis: {
      steps: manifest.steps.length,
      executions: manifest.executions.length,
      evidence: [...manifest.steps, ...manifest.executions].reduce(
        (sum, item) => sum + item.evidence.length,
        0,
      ),
      waivers: manifest.waivers.length,
    },
    changed: await changedSince(read, {
      upgradeId: upgrade.id,
      environmentId: environment.id,
      personId: actor.id,
    }),
  };
}

const namedUpgrade = ({ key, title, homeZone }: Desk["upgrade"]) => ({ key, title, homeZone });

const allowed = ({ actor, roles }: Desk, action: "waiver.approve" | "step.confirmSkip") =>
  decide(action, { signedIn: true, isAdmin: actor.isAdmin, readOnly: actor.readOnly, roles, archived: false })
    .allowed;

function waiversOn(desk: Desk): InboxItem[] {
  const { actor, now, present, roles, upgrade } = desk;
  if (!allowed(desk, "waiver.approve")) return [];
  return present.upgrade.waivers.flatMap((waiver): InboxItem[] => {
    const gate = present.upgrade.gates.find(({ id }) => id === waiver.gateId);
    const environment = present.upgrade.environments.find(({ id }) => id === gate?.environmentId);
    if (!gate || !environment || !decideWaiverApproval({ waiver, actor: { id: actor.id, roles }, now }).ok)
      return [];
    const who = present.upgrade.members.find(({ id }) => id === waiver.requestedById)?.name ?? "Somebody";
    return [
      {
        key: `waiver:${waiver.id}`,
        kind: "waiver",
        upgrade: namedUpgrade(upgrade),
        title: `Waiver at ${gateTitle(environment, gate.kind)}`,
        detail: `${who} asks to accept “${waiver.blockerTitle}” for a time: ${waiver.reason}`,
        href: `${paths.gate(upgrade.key, environment.key, gate.kind)}#waiver-${waiver.id}`,
        since: waiver.requestedAt.toISOString(),
        basis: null,
        changed: null,
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
        const who =
          present.upgrade.members.find(({ id }) => id === step.skipRequestedById)?.name ?? "Somebody";
        const given = { step: step.code };
        return {
          key: `skip:${step.id}`,
          kind: "skip",
          upgrade: namedUpgrade(upgrade),
          title: `Skip ${named(step)}`,
          detail: `${who} asks to skip it in ${environment.name}: ${step.skipReason}`,
          href: step.environmentId
            ? paths.checklist(upgrade.key, environment.key, given)
            : paths.plan(upgrade.key, given),
          since: null,
          basis: null,
          changed: null,
        };
      }),
  );
}
