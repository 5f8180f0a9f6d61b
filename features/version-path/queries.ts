import path from "node:path";
import { configurationKnowledgeSchema } from "@/analysers/configuration/knowledge";
import { loadKnowledge } from "@/analysers/load-knowledge";
import type { Page, PageRead } from "@/domain/attestation";
import type { KnownChange } from "@/domain/configuration/knowledge";
import type { Playbook } from "@/domain/playbook";
import { compareVersions, isBefore } from "@/domain/version";
import type { VersionPath } from "@/domain/version-path";
import { planPaths } from "@/domain/version-paths";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { getVersionPathInput, type VersionPathView, versionPathView } from "./schema";

/** What a way is called in a choice: the releases it leads over, the target last. */
export const wayId = (hops: readonly { to: string }[]): string => hops.map((hop) => hop.to).join(" ");

/** "3.2.0 → 4.2.0 → 4.5.0". */
export const wayText = (from: string, hops: readonly { to: string }[]): string =>
  [from, ...hops.map((hop) => hop.to)].join(" → ");

/** Whether a change happened between these releases; one of every upgrade always does. */
const isCrossed = ({ by }: KnownChange, from: string, to: string): boolean =>
  by === null || (isBefore(from, by) && !isBefore(to, by));

const wayView = (
  { hops, ...rest }: VersionPath,
  index: number,
  chosen: string,
): VersionPathView["ways"][number] => ({
  id: wayId(hops),
  hops: hops.map(({ from, to, evidence, note, sources }) => ({
    from,
    to,
    evidence,
    note,
    sources: [...sources],
  })),
  proposed: index === 0,
  chosen: wayId(hops) === chosen,
  needsSupportCase: rest.needsSupportCase,
  supportReasons: [...rest.supportReasons],
  warnings: [...rest.warnings],
  contradictions: rest.contradictions.map((one) => ({ ...one, from: [...one.from], says: [...one.says] })),
});

/** The pages that steps of the plan give to read, with who read which version, people who have left included. */
async function loadPages(
  read: Pick<ReadClient, "step" | "user">,
  upgradeId: string,
): Promise<VersionPathView["pages"]> {
  const steps = await read.step.findMany({
    where: { upgradeId, environmentId: null, removedAt: null, attestation: true },
    orderBy: [{ phasePosition: "asc" }, { position: "asc" }],
    select: { code: true, readings: true, attestations: { orderBy: { at: "asc" } } },
  });
  const ids = steps.flatMap(({ attestations }) => attestations.map(({ userId }) => userId));
  const people = await read.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return steps.flatMap(({ code, readings, attestations }) =>
    (readings as Page[]).map((page) => ({
      ...page,
      step: code,
      readBy: attestations.flatMap(({ userId, pages }) =>
        (pages as PageRead[])
          .filter(({ id }) => id === page.id)
          .map(({ version }) => ({ name: names.get(userId) ?? "somebody", version })),
      ),
    })),
  );
}

export const getVersionPath = upgradeQuery({
  name: "upgrade.versionPath",
  action: "upgrade.view",
  summary:
    "Every way from the source to the target release side by side, and what each release on the way changes",
  path: "/upgrades/{upgrade}/version-path",
  input: getVersionPathInput,
  output: versionPathView,
  run: async ({ read, upgrade }) => {
    const row = await read.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      include: { playbook: { select: { slug: true, content: true } } },
    });
    const content = row.playbook.content as unknown as Playbook;
    const { fromVersion: from, toVersion: to } = row;
    const ways = planPaths(content, from, to);
    const chosen = wayId(row.path as unknown as { to: string }[]);
    const folder = path.join(process.cwd(), "playbooks", row.playbook.slug);
    const loaded = await loadKnowledge(folder, "configuration", configurationKnowledgeSchema);
    const changes = (loaded?.knowledge.changes ?? []).filter((change) => isCrossed(change, from, to));
    const sourceOf = (name: string) => loaded?.knowledge.sources[name] ?? name;
    const passed = content.releases
      .filter(({ version }) => isBefore(from, version) && !isBefore(to, version))
      .sort((a, b) => compareVersions(a.version, b.version));
    return {
      from,
      to,
      newest: ways[0]?.newest ?? to,
      reason: row.pathReason,
      version: row.version,
      ways: ways.map((way, index) => wayView(way, index, chosen)),
      releases: passed.map(({ version, date, supportOnly, notes, facts, sources }, index) => ({
        version,
        date,
        supportOnly,
        notes: [...notes],
        facts: [...facts],
        sources: [...sources],
        changes: changes
          .filter(({ by }) => (by === null ? index === passed.length - 1 : isFirstAtLeast(passed, index, by)))
          .map(({ kind, level, key, to: target, note, source }) => ({
            kind,
            level,
            key,
            to: target ?? null,
            note,
            source: sourceOf(source),
          })),
      })),
      pages: await loadPages(read, upgrade.id),
    };
  },
});

/** A change by a release the playbook does not list belongs to the next one it does. */
function isFirstAtLeast(passed: readonly { version: string }[], index: number, by: string): boolean {
  const here = passed[index]?.version;
  const before = passed[index - 1]?.version;
  return here !== undefined && !isBefore(here, by) && (before === undefined || isBefore(before, by));
}
