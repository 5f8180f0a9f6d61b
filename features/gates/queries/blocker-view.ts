import type { Blocker, BlockerKind } from "@/domain/blocker";
import type { GateKind } from "@/domain/gate-kind";
import { joined } from "@/domain/sentence";
import type { GateRow, UpgradeFacts } from "@/lib/facts";
import { paths } from "@/lib/paths";
import type { BlockerView } from "../schema";
import type { NameOf } from "./people";

/** The screen on which a blocker of this gate can be cleared. */
export function blockerHref(upgrade: UpgradeFacts, gate: GateRow, { kind, subject }: Blocker): string {
  const keyOf = (id: string | null) => upgrade.environments.find((environment) => environment.id === id)?.key;
  const own = keyOf(gate.environmentId) ?? "";
  const gateOfSignOff = (id: string | undefined): string => {
    const from = upgrade.gates.find((candidate) => candidate.id === id) ?? gate;
    return paths.gate(upgrade.key, keyOf(from.environmentId) ?? own, from.kind);
  };
  switch (subject.type) {
    case "step": {
      const environment = keyOf(subject.environmentId);
      const given = { step: subject.code ?? undefined };
      return environment ? paths.checklist(upgrade.key, environment, given) : paths.plan(upgrade.key, given);
    }
    case "test_case":
      return paths.testCase(upgrade.key, subject.code ?? subject.id);
    case "use_case":
      return paths.tests(upgrade.key);
    case "inventory_item":
      return paths.inventoryItem(upgrade.key, subject.code ?? subject.id);
    case "upgrade":
      // Where the link is, with what the asker may see of the other upgrade.
      return `${paths.settings(upgrade.key)}#previous`;
    case "environment": {
      const which: GateKind = kind === "entry_shut" ? "entry" : "exit";
      return paths.gate(upgrade.key, keyOf(subject.id) ?? own, which);
    }
    case "sign_off":
      return `${gateOfSignOff(upgrade.signOffs.find((signOff) => signOff.id === subject.id)?.gateId)}#sign-off-${subject.id}`;
    case "proof":
      return proofHref(upgrade.key, keyOf(subject.environmentId) ?? own, kind, subject.code);
    case "condition":
      return `${paths.gate(upgrade.key, own, gate.kind)}#condition-${subject.id}`;
  }
}

const logKinds: ReadonlySet<BlockerKind> = new Set<BlockerKind>([
  "migration_client_failed",
  "log_must_fix",
  "log_undecided",
  "logs_unread",
]);

/** Where what a proof asks for is done. */
function proofHref(upgrade: string, environment: string, kind: BlockerKind, code: string | null): string {
  if (kind.startsWith("health_")) return paths.health(upgrade, environment);
  if (kind.startsWith("count_")) return `${paths.health(upgrade, environment)}#counts`;
  if (kind.startsWith("hypercare_"))
    return paths.hypercare(upgrade, environment, code === null ? {} : { day: code });
  if (kind === "window_missing" || kind === "window_ahead" || kind === "forecast_over")
    return paths.window(upgrade);
  if (kind === "forecast_missing") return paths.forecast(upgrade);
  if (logKinds.has(kind)) return paths.logs(upgrade, environment);
  return kind === "parity_open" ? paths.parity(upgrade) : paths.rehearsal(upgrade);
}

/** A blocker as screens and API show it. */
export function blockerView(
  upgrade: UpgradeFacts,
  gate: GateRow,
  blocker: Blocker,
  nameOf: NameOf,
): BlockerView {
  const { key, kind, title, detail, since, subject, clearedBy, waivable } = blocker;
  return {
    key,
    kind,
    title,
    detail,
    waivable,
    since: since?.toISOString() ?? null,
    subject: { type: subject.type, id: subject.id, code: subject.code },
    href: blockerHref(upgrade, gate, blocker),
    clearedBy: { people: clearedBy.people.map(nameOf), roles: [...clearedBy.roles] },
  };
}

/** How many people one sentence names; those who can clear most come first. */
const namedClearers = 6;

/** "Ines 2, Omar 1, 3 more people, leads and engineers 3": who can clear the blockers, named people first. Empty when nothing blocks. */
export function clearingText(blockers: readonly Blocker[], nameOf: NameOf): string {
  const counts = new Map<string, { count: number; named: boolean }>();
  for (const { clearedBy } of blockers) {
    const named = clearedBy.people.length > 0;
    const who = named
      ? clearedBy.people.map((id) => nameOf(id).name)
      : [joined(clearedBy.roles.map((role) => `${role}s`))];
    for (const name of who) {
      if (name === "") continue;
      counts.set(name, { count: (counts.get(name)?.count ?? 0) + 1, named });
    }
  }
  const most = [...counts].sort(([, a], [, b]) => b.count - a.count);
  const say = (parts: typeof most) => parts.map(([name, { count }]) => `${name} ${count}`);
  const people = most.filter(([, { named }]) => named);
  const more = people.length - namedClearers;
  return [
    ...say(people.slice(0, namedClearers)),
    ...(more > 0 ? [`${more} more ${more === 1 ? "person" : "people"}`] : []),
    ...say(most.filter(([, { named }]) => !named)),
  ].join(", ");
}
