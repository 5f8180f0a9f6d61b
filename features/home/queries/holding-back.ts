import { type BlockerKind, countBlockers } from "@/domain/blocker";
import { gateThatMatters } from "@/domain/environment-standing";
import { changeSentence } from "@/domain/manifest-difference";
import { counted, joined } from "@/domain/sentence";
import { isActive } from "@/domain/waiver";
import { blockerHref } from "@/features/gates/queries/blocker-view";
import type { NameOf } from "@/features/gates/queries/people";
import { gateTitle } from "@/features/gates/queries/summary";
import type { UpgradeFacts } from "@/lib/facts";
import { paths } from "@/lib/paths";
import type { PresentEnvironment } from "@/lib/present";
import { gateOf } from "@/lib/standing";
import type { HoldingBack } from "../schema";

/** Plain work that is still to do: counted in one line, because a list of it is the checklist. */
const work: Partial<Record<BlockerKind, (count: number) => string>> = {
  step_open: (count) => `${counted(count, "step")} still to do`,
  test_not_run: (count) => `${counted(count, "test")} not run yet`,
};

/** How long before its end a waiver is something to know about, in ms: three days. */
const soon = 3 * 24 * 3600 * 1000;
const listed = 6;

/** What keeps the environment from moving, worst first, then signatures gone stale, waivers about to end and the rest of the work. */
export function holdingBack(
  upgrade: UpgradeFacts,
  standing: PresentEnvironment | undefined,
  nameOf: NameOf,
  now: Date,
): HoldingBack[] {
  const rows: HoldingBack[] = [];
  if (standing) {
    const { environment } = standing;
    const kind = gateThatMatters(standing.status);
    const gate = gateOf(upgrade, environment.id, kind);
    const evaluation = standing[kind];
    const owner = (clearedBy: { people: readonly string[]; roles: readonly string[] }) => {
      const names = clearedBy.people.map((id) => nameOf(id).name);
      return names.length > 0
        ? { owner: joined(names), named: true }
        : { owner: clearedBy.roles.length > 0 ? `a ${clearedBy.roles.join(" or ")}` : "", named: false };
    };
    for (const blocker of evaluation.blockers) {
      if (rows.length >= listed) break;
      if (work[blocker.kind]) continue;
      rows.push({
        key: blocker.key,
        kind: blocker.kind,
        title: blocker.title,
        href: blockerHref(upgrade, gate, blocker),
        since: blocker.since?.toISOString() ?? null,
        until: null,
        ...owner(blocker.clearedBy),
      });
    }
    for (const signOff of evaluation.staleSignOffs) {
      const [first] = upgrade.signOffs.find(({ id }) => id === signOff.id)?.staleChanges ?? [];
      rows.push({
        key: `own_signature_stale:${signOff.id}`,
        kind: "own_signature_stale",
        href: paths.gate(upgrade.key, environment.key, kind),
        title: `${signOff.userName}'s signature on ${gateTitle(environment, kind)} is stale${first ? `: ${changeSentence(first)}` : ""}`,
        owner: signOff.userName,
        named: true,
        since: (signOff.staleAt ?? signOff.validUntil)?.toISOString() ?? null,
        until: null,
      });
    }
    const counts = countBlockers(evaluation.blockers);
    for (const [of, says] of Object.entries(work) as [BlockerKind, (count: number) => string][]) {
      const count = counts[of] ?? 0;
      if (count === 0) continue;
      const href = paths.gate(upgrade.key, environment.key, kind);
      rows.push({
        key: `${of}:${environment.id}`,
        kind: of,
        title: `${environment.name}: ${says(count)}`,
        href,
        owner: "",
        named: false,
        since: null,
        until: null,
      });
    }
  }
  const ending = upgrade.waivers.filter(
    (waiver) => isActive(waiver, now) && waiver.expiresAt.getTime() - now.getTime() < soon,
  );
  for (const waiver of ending) {
    const gate = upgrade.gates.find(({ id }) => id === waiver.gateId);
    const environment = upgrade.environments.find(({ id }) => id === gate?.environmentId);
    if (!gate || !environment) continue;
    rows.push({
      key: `waiver_ending:${waiver.id}`,
      kind: "waiver_ending",
      title: `The waiver of “${waiver.blockerTitle}” ends soon`,
      href: paths.gate(upgrade.key, environment.key, gate.kind),
      owner: nameOf(waiver.requestedById).name,
      named: true,
      since: null,
      until: waiver.expiresAt.toISOString(),
    });
  }
  return rows;
}
