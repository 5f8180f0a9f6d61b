import { countBlockers } from "@/domain/blocker";
import { gateThatMatters, standingSentence } from "@/domain/environment-standing";
import type { GateKind } from "@/domain/gate-kind";
import { countStates, percentOf, progressOf } from "@/domain/progress";
import { currentSignOffs } from "@/domain/sign-off";
import { missingText } from "@/domain/slot";
import { caseStanding } from "@/domain/test-execution";
import { gateSummary } from "@/features/gates/queries/summary";
import type { UpgradeFacts } from "@/lib/facts";
import { paths } from "@/lib/paths";
import type { PresentEnvironment } from "@/lib/present";
import { gateOf, signOffsOf } from "@/lib/standing";
import type { EnvironmentColumn, GateColumn } from "../schema";

/** The sentence about an environment, from the gate that keeps it from moving. */
export function sentenceOf(standing: PresentEnvironment): string {
  const evaluation = standing[gateThatMatters(standing.status)];
  return standingSentence({
    name: standing.environment.name,
    status: standing.status,
    blockers: countBlockers(evaluation.blockers),
    staleSignatures: evaluation.staleSignOffs.length,
    missing: missingText(evaluation.slots),
  });
}

/** What there is to count in an environment, whatever the time. */
export function countsOf({ environment, facts }: PresentEnvironment) {
  const own = facts.steps.filter((step) => step.environmentId === environment.id);
  const states = countStates(own);
  const steps = progressOf(states);
  const results = { passed: 0, failed: 0, blocked: 0, skipped: 0, not_run: 0, stale: 0 };
  const required = { required: 0, requiredPassing: 0 };
  for (const testCase of facts.cases) {
    const { result, stale } = caseStanding(testCase.revision, testCase.latest, environment.changedAt);
    if (stale !== null) results.stale += 1;
    // A failure stays one although the test has to be run again; a pass doesn't.
    if (stale === null || result !== "passed") results[result] += 1;
    if (!testCase.required) continue;
    required.required += 1;
    if (stale === null && result === "passed") required.requiredPassing += 1;
  }
  // A step somebody asked to skip waits, even when it is blocked as well: confirming the skip ends both.
  const waiting = own.filter((step) => step.skipRequestedById !== null);
  const blocked = states.blocked - countStates(waiting).blocked;
  const working = facts.items.filter(({ work }) => work);
  const inventory = {
    working,
    done: working.filter(({ state }) => state === "done" || state === "not_applicable").length,
    undecided: facts.items.filter(({ undecided, verdictFor }) => undecided && verdictFor !== null),
    untested: facts.items.filter(({ untested }) => untested),
  };
  const total = facts.cases.length;
  return { states, steps, blocked, waiting: waiting.length, results, required, total, inventory };
}

/** Where exactly these items are: their list under its filter, or all lists where they are on several. */
function listOf(upgrade: string, items: readonly { kind: string }[], show: string | null): string {
  const [kind, ...more] = new Set(items.map((item) => item.kind));
  if (kind === undefined || more.length > 0) return paths.inventory(upgrade);
  return paths.inventoryKind(upgrade, kind, show === null ? {} : { show });
}

/** An environment as its column shows it. Every count leads to exactly the items it counts. */
export function columnOf(
  upgrade: UpgradeFacts,
  standing: PresentEnvironment,
  { states, steps, blocked, waiting, results, required, total, inventory }: ReturnType<typeof countsOf>,
  now: Date,
): EnvironmentColumn {
  const { environment, status } = standing;
  const checklist = (show: string) => paths.checklist(upgrade.key, environment.key, { show });
  const tests = (show: string) => paths.matrix(upgrade.key, { environment: environment.key, show });
  const exit = gateOf(upgrade, environment.id, "exit");
  const signed = standing.exit.signed
    ? currentSignOffs(signOffsOf(upgrade, exit.id), now).standing.at(-1)
    : undefined;
  return {
    id: environment.id,
    key: environment.key,
    name: environment.name,
    kind: environment.kind,
    status,
    sentence: sentenceOf(standing),
    startedAt: environment.startedAt?.toISOString() ?? null,
    signedAt: signed?.signedAt.toISOString() ?? null,
    percent: percentOf(steps.closed + results.passed, steps.total + total),
    checklist: {
      closed: steps.closed,
      total: steps.total,
      href: paths.checklist(upgrade.key, environment.key),
      doing: { count: states.doing, href: checklist("doing") },
      blocked: { count: blocked, href: checklist("blocked") },
      secondPerson: { count: waiting, href: checklist("second_person") },
      notApplicable: { count: states.not_applicable, href: checklist("not_applicable") },
      skipped: { count: states.skipped, href: checklist("skipped") },
    },
    tests: {
      ...required,
      passed: results.passed,
      total,
      href: paths.matrix(upgrade.key, { environment: environment.key }),
      failed: { count: results.failed, href: tests("failed") },
      blocked: { count: results.blocked, href: tests("blocked") },
      skipped: { count: results.skipped, href: tests("skipped") },
      stale: { count: results.stale, href: tests("stale") },
      notRun: { count: results.not_run, href: tests("not_run") },
    },
    inventory: {
      work: inventory.working.length,
      done: inventory.done,
      href: listOf(upgrade.key, inventory.working, null),
      undecided: {
        count: inventory.undecided.length,
        href: listOf(upgrade.key, inventory.undecided, "undecided"),
      },
      untested: {
        count: inventory.untested.length,
        href: listOf(upgrade.key, inventory.untested, "untested"),
      },
    },
    entry: gateColumn(upgrade, standing, "entry", now),
    exit: gateColumn(upgrade, standing, "exit", now),
  };
}

function gateColumn(
  upgrade: UpgradeFacts,
  standing: PresentEnvironment,
  kind: GateKind,
  now: Date,
): GateColumn {
  const summary = gateSummary(standing, gateOf(upgrade, standing.environment.id, kind), standing[kind], now);
  const { gate, label, goNoGo, state, signed, wanted, stale, dueAt, late } = summary;
  return {
    gate,
    label,
    goNoGo,
    state,
    blockers: summary.blockerCount,
    signed,
    wanted,
    stale,
    dueAt,
    late,
    href: paths.gate(upgrade.key, standing.environment.key, kind),
  };
}
