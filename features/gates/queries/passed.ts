import { gateLabel, gateOrder } from "@/domain/gate-kind";
import { named } from "@/domain/sentence";
import { paths } from "@/lib/paths";
import { nameOf } from "@/lib/standing";
import type { GateView } from "../schema";
import type { FoundGate } from "./find";

/** What the gate asks and has: every criterion that neither blocks nor is waived, in the order people work. */
export function passedCriteria({
  upgrade,
  environment,
  gate,
  standing,
  evaluation,
}: FoundGate): NonNullable<GateView["passed"]> {
  const found = [...evaluation.blockers, ...evaluation.waived.map(({ blocker }) => blocker)];
  // A step can be done and yet lack somebody's attestation: those are two criteria.
  const blocked = new Set(
    found.filter(({ kind }) => kind !== "attestation_missing").map(({ subject }) => subject.id),
  );
  const passed: NonNullable<GateView["passed"]> = [];
  for (const step of standing.facts.steps) {
    if (step.gate !== gate.kind || !step.required) continue;
    const given = { step: step.code };
    const href = step.environmentId
      ? paths.checklist(upgrade.key, environment.key, given)
      : paths.plan(upgrade.key, given);
    if (step.state === "done" && !blocked.has(step.id))
      passed.push({ title: `${named(step)} is done`, href, neutral: false });
    if (step.state === "skipped")
      passed.push({ title: `${named(step)} is skipped: ${step.stateReason}`, href, neutral: true });
    if (
      step.attestationsMissing?.length === 0 &&
      step.state !== "skipped" &&
      step.state !== "not_applicable"
    ) {
      passed.push({ title: `${named(step)} is attested by everybody who works here`, href, neutral: false });
    }
  }
  if (gate.kind === "exit") {
    for (const testCase of standing.facts.cases) {
      if (testCase.required && !blocked.has(testCase.id))
        passed.push({
          title: `${named(testCase)} passed`,
          href: paths.testCase(upgrade.key, testCase.code),
          neutral: false,
        });
    }
    for (const useCase of upgrade.useCases) {
      if (useCase.priority === "must" && !blocked.has(useCase.id))
        passed.push({
          title: `${named(useCase)} has a required test case`,
          href: paths.tests(upgrade.key),
          neutral: false,
        });
    }
  }
  const below = upgrade.environments[upgrade.environments.findIndex(({ id }) => id === environment.id) - 1];
  const open = (id: string, kind: "entry" | "exit") =>
    upgrade.gates.find((one) => one.environmentId === id && one.kind === kind)?.state === "open";
  if (below && open(below.id, "exit"))
    passed.push({
      title: `${gateLabel(below.name, "exit")} is open`,
      href: paths.gate(upgrade.key, below.key, "exit"),
      neutral: false,
    });
  if (gate.kind === "exit" && standing.entry.state === "open") {
    passed.push({
      title: `${gateLabel(environment.name, "entry")} is open`,
      href: paths.gate(upgrade.key, environment.key, "entry"),
      neutral: false,
    });
  }
  const here = gateOrder({ position: environment.position, gate: gate.kind });
  for (const condition of upgrade.conditions) {
    const from = nameOf(upgrade, condition.gateId);
    if (!condition.closedAt || gateOrder(from) >= here) continue;
    const title = `The condition “${condition.text}” of ${gateLabel(from.environmentName, from.gate)} is cleared`;
    passed.push({ title, href: paths.gate(upgrade.key, environment.key, gate.kind), neutral: false });
  }
  return passed;
}
