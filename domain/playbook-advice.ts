import type { Condition } from "./condition";
import { satisfiable } from "./condition-reach";
import { environmentKinds } from "./environment";
import { placeholdersIn } from "./placeholder";
import { isForKind, type Playbook, stepsOf, stepsServing } from "./playbook";
import { both, conditionsOf, type Fault, textsOf } from "./playbook-parts";

/**
 * What makes a playbook worse than it should be although upgrades can be made from it: dead conditions, process items
 * nobody serves, statements without a source, variables nobody reads. Needs a playbook without faults.
 */
export function playbookAdvice(playbook: Playbook): readonly Fault[] {
  return [
    ...deadConditions(playbook),
    ...unservedItems(playbook),
    ...missingSources(playbook),
    ...variableAdvice(playbook),
    ...unrelatedPredecessors(playbook),
  ];
}

function deadConditions(playbook: Playbook): readonly Fault[] {
  const versions = playbook.releases.map((release) => release.version);
  const canBeTrue = (condition: Condition) => {
    const reach = satisfiable(condition, playbook.questions, versions);
    return reach.canBeTrue || !reach.complete;
  };
  return conditionsOf(playbook).flatMap(({ path, when, within }) => {
    if (when === null) return [];
    if (!canBeTrue(both(within, when) ?? when)) {
      return [{ path, message: "No upgrade can make this condition true." }];
    }
    const otherwise: Condition = { not: when };
    return canBeTrue(both(within, otherwise) ?? otherwise)
      ? []
      : [{ path, message: "No upgrade can make this condition false: leave it out." }];
  });
}

function unservedItems(playbook: Playbook): readonly Fault[] {
  return playbook.process.flatMap((item, i) =>
    item.features.length > 0 || stepsServing(playbook, item.id).length > 0
      ? []
      : [{ path: ["process", i], message: `No step and no feature serves the process item ${item.id}.` }],
  );
}

function missingSources(playbook: Playbook): readonly Fault[] {
  const without = (path: readonly (string | number)[], name: string, sources: readonly string[]) =>
    sources.some((source) => source.trim() !== "")
      ? []
      : [{ path: [...path, "sources"], message: `${name} names no source.` }];
  return [
    ...playbook.releases.flatMap((release, i) =>
      without(["releases", i], `Release ${release.version}`, release.sources),
    ),
    ...playbook.phases.flatMap((phase, p) =>
      phase.steps.flatMap((step, s) => without(["phases", p, "steps", s], `Step ${step.code}`, step.sources)),
    ),
    ...playbook.process.flatMap((item, i) =>
      without(["process", i], `Process item ${item.id}`, item.sources),
    ),
  ];
}

function variableAdvice(playbook: Playbook): readonly Fault[] {
  const versions = playbook.releases.map((release) => release.version);
  const uses = textsOf(playbook).map((text) => ({ ...text, names: placeholdersIn(text.text) }));
  return playbook.variables.flatMap((variable, i) => {
    const used = uses.filter(({ names }) => names.includes(variable.name));
    if (used.length === 0) {
      return [{ path: ["variables", i], message: `No text uses the variable “${variable.name}”.` }];
    }
    if (variable.when === null) return [];
    const without: Condition = { not: variable.when };
    return used.flatMap(({ path, when }) => {
      const gap = both(when, without) ?? without;
      return satisfiable(gap, playbook.questions, versions).canBeTrue
        ? [{ path, message: `“${variable.name}” is used here although it is not always asked for.` }]
        : [];
    });
  });
}

function unrelatedPredecessors(playbook: Playbook): readonly Fault[] {
  const byId = new Map(stepsOf(playbook).map((entry) => [entry.step.id, entry]));
  return playbook.phases.flatMap((phase, p) =>
    phase.steps.flatMap((step, s) =>
      step.after.flatMap((id, i) => {
        const predecessor = byId.get(id);
        if (step.scope === "upgrade" || predecessor === undefined || predecessor.step.scope === "upgrade")
          return [];
        const shared = environmentKinds.some(
          (kind) => isForKind(phase, step, kind) && isForKind(predecessor.phase, predecessor.step, kind),
        );
        return shared
          ? []
          : [
              {
                path: ["phases", p, "steps", s, "after", i],
                message: `No environment has both this step and “${id}”.`,
              },
            ];
      }),
    ),
  );
}
