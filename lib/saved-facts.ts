import type { GateKind } from "@/domain/gate-kind";
import type { Work } from "@/domain/sign-off";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { type EnvironmentGateFacts, environmentFacts, loadWork } from "@/lib/environment-facts";
import { loadUpgradeFacts, type UpgradeFacts } from "@/lib/facts";
import { keepRows, rowsAt } from "@/lib/kept-rows";
import { type BoundManifest, manifestOf } from "@/lib/manifests";
import { putNewest } from "@/lib/newest";
import { type FactSource, type Present, type PresentEnvironment, presentOf } from "@/lib/present";

/** How many upgrades a process remembers; a large one weighs some ten megabytes. */
const remembered = 12;

interface Saved {
  /** The last event of the upgrade's and of the instance's history that the facts are known to hold. */
  at: string;
  parts: Map<string, Promise<unknown>>;
}

const kept = globalThis as { liftlockFacts?: Map<string, Saved> };

/** Facts of one upgrade as of its last event, and what is derived from them apart from time. */
export interface SavedFacts {
  /** `presentOf` these facts, judged anew only when the time has come at which a waiver or signature ends. */
  present: (now: Date, only?: readonly string[]) => Promise<Present>;
  upgrade: () => Promise<UpgradeFacts>;
  /** Remembers anything else that follows from the facts alone; `name` says what. */
  once: <T>(name: string, load: () => Promise<T>) => Promise<T>;
  work: (environmentId: string) => Promise<ReadonlyMap<string, Work>>;
  /** The manifest of a gate; a new one also when another waiver or signature counts than before. */
  manifest: (
    upgrade: UpgradeFacts,
    standing: PresentEnvironment,
    gate: GateKind,
    now: Date,
  ) => Promise<BoundManifest>;
}

/**
 * The facts of an upgrade for reads: read once per event of its history, because no fact changes without one (the
 * database refuses it). Whoever gets them must not change them. Facts read while somebody commits may be newer than
 * they are filed under, never older: the next read asks for the new event and reads again.
 */
export function savedFacts(read: ReadClient, scope: Pick<UpgradeScope, "id" | "at">): SavedFacts {
  kept.liftlockFacts ??= new Map();
  const all = kept.liftlockFacts;
  const at = `${scope.at.upgrade} ${scope.at.instance}`;
  const known = all.get(scope.id);
  const saved: Saved = known?.at === at ? known : { at, parts: new Map() };
  putNewest(all, scope.id, saved, remembered);

  const once = <T>(name: string, load: () => Promise<T>): Promise<T> => {
    const part = saved.parts.get(name) as Promise<T> | undefined;
    if (part) return part;
    const loading = load();
    saved.parts.set(name, loading);
    loading.catch(() => saved.parts.delete(name));
    return loading;
  };
  const source: FactSource = {
    upgrade: () => once("upgrade", () => loadUpgradeFacts(read, scope.id)),
    environment: (upgrade, environment) =>
      once<EnvironmentGateFacts>(`environment ${environment.id}`, async () => {
        const rows = await rowsAt(read, scope.id, environment, scope.at.upgrade);
        keepRows(environment.id, scope.at.upgrade, rows);
        return environmentFacts(upgrade, environment, rows);
      }),
  };
  return {
    upgrade: source.upgrade,
    once,
    present: async (now, only) => {
      const name = `present ${only?.join(" ") ?? "of all"}`;
      const judged = await (saved.parts.get(name) as Promise<Judged> | undefined);
      if (judged && judged.from <= now && (judged.until === null || now < judged.until))
        return judged.present;
      const present = await presentOf(source, now, only);
      saved.parts.set(name, Promise.resolve<Judged>({ present, from: now, until: nextEnd(present, now) }));
      return present;
    },
    work: (environmentId) => once(`work ${environmentId}`, () => loadWork(read, environmentId)),
    manifest: (upgrade, standing, gate, now) => {
      const evaluation = standing[gate];
      const counting = evaluation.waived.map(({ waiver }) => waiver.id);
      const lapsed = upgrade.signOffs
        .filter((signOff) => signOff.validUntil && signOff.validUntil <= now)
        .map((signOff) => signOff.id);
      const key = ["manifest", standing.environment.id, gate, ...counting, "without", ...lapsed].join(" ");
      return once(key, async () =>
        manifestOf(upgrade, standing.environment, standing.facts, evaluation, now),
      );
    },
  };
}

/** An upgrade as judged at one moment, and until when time alone changes nothing of it. */
interface Judged {
  present: Present;
  from: Date;
  until: Date | null;
}

/** The next moment at which a waiver, a signature or a proof ends by itself. */
function nextEnd({ upgrade: { waivers, signOffs }, environments }: Present, now: Date): Date | null {
  const ends = [
    ...environments.map(({ until }) => until),
    ...waivers.map((waiver) => waiver.expiresAt),
    ...signOffs.map((signOff) => signOff.validUntil),
  ];
  return ends.reduce<Date | null>(
    (first, end) => (end !== null && end > now && (first === null || end < first) ? end : first),
    null,
  );
}
