import { type Condition, conditionParts, questionsIn } from "./condition";
import { builtInPlaceholders, placeholdersIn } from "./placeholder";
import { findCycle } from "./plan-order";
import { type Playbook, type PlaybookStep, stepsOf } from "./playbook";
import { inventoryConditionFaults, inventoryFaults } from "./playbook-inventory-faults";
import { conditionsOf, type Fault, type KeyPath, textsOf } from "./playbook-parts";
import { readingFaults } from "./playbook-reading-faults";
import { isBefore } from "./version";

/**
 * What makes a playbook unusable although every value has the right form: names given twice, references to nothing,
 * predecessors in a circle. Empty means an upgrade can be made from it.
 */
export function playbookFaults(playbook: Playbook): readonly Fault[] {
  return [
    ...duplicates(playbook),
    ...releaseFaults(playbook),
    ...questionFaults(playbook),
    ...conditionFaults(playbook),
    ...stepFaults(playbook),
    ...placeholderFaults(playbook),
    ...testFaults(playbook),
    ...environmentFaults(playbook),
    ...inventoryFaults(playbook),
    ...readingFaults(playbook),
  ];
}

function duplicates(playbook: Playbook): readonly Fault[] {
  const cases = playbook.useCases.flatMap((useCase, u) =>
    useCase.testCases.map(({ id }, t) => [id, ["useCases", u, "testCases", t, "id"]] as const),
  );
  const steps = playbook.phases.flatMap((phase, p) =>
    phase.steps.map((step, s) => ({ step, path: ["phases", p, "steps", s] })),
  );
  return [
    ...twice(
      "release",
      playbook.releases.map((release, i) => [release.version, ["releases", i, "version"]]),
    ),
    ...twice(
      "question",
      playbook.questions.map((question, i) => [question.id, ["questions", i, "id"]]),
    ),
    ...twice(
      "phase",
      playbook.phases.map((phase, i) => [phase.id, ["phases", i, "id"]]),
    ),
    ...twice(
      "letter",
      playbook.phases.map((phase, i) => [phase.letter, ["phases", i, "letter"]]),
    ),
    ...twice(
      "step",
      steps.map(({ step, path }) => [step.id, [...path, "id"]]),
    ),
    ...twice(
      "code",
      steps.map(({ step, path }) => [step.code, [...path, "code"]]),
    ),
    ...twice(
      "use case",
      playbook.useCases.map((useCase, i) => [useCase.id, ["useCases", i, "id"]]),
    ),
    ...twice("test case", cases),
    ...twice(
      "variable",
      playbook.variables.map((variable, i) => [variable.name, ["variables", i, "name"]]),
    ),
    ...twice(
      "process item",
      playbook.process.map((item, i) => [item.id, ["process", i, "id"]]),
    ),
  ];
}

/** A fault for every name that is there a second time. */
function twice(what: string, names: readonly (readonly [string, KeyPath])[]): readonly Fault[] {
  const seen = new Set<string>();
  return names.flatMap(([name, path]) => {
    if (seen.has(name)) return [{ path, message: `The ${what} “${name}” is there twice.` }];
    seen.add(name);
    return [];
  });
}

function releaseFaults(playbook: Playbook): readonly Fault[] {
  const known = new Set(playbook.releases.map((release) => release.version));
  return playbook.releases.flatMap((release, r) =>
    (["directFrom", "inferredFrom", "alsoTestedFrom"] as const).flatMap((key) =>
      release[key].flatMap((version, i) => {
        const path = ["releases", r, key, i];
        if (!known.has(version))
          return [{ path, message: `There is no release ${version} in this playbook.` }];
        if (!isBefore(version, release.version)) {
          return [{ path, message: `${version} is not older than ${release.version}.` }];
        }
        if (key === "inferredFrom" && release.directFrom.includes(version)) {
          return [{ path, message: `${version} is stated in directFrom, so it is not inferred.` }];
        }
        return [];
      }),
    ),
  );
}

function questionFaults(playbook: Playbook): readonly Fault[] {
  return playbook.questions.flatMap((question, q) => {
    const path = ["questions", q];
    const values = question.options.map((option) => option.value);
    const fits =
      question.default === null ||
      (question.kind === "boolean"
        ? typeof question.default === "boolean"
        : values.some((value) => value === question.default));
    const earlier = playbook.questions.slice(0, q).map(({ id }) => id);
    const later = questionsIn(question.when).filter(
      (id) => !earlier.includes(id) && playbook.questions.some((other) => other.id === id),
    );
    return [
      ...(question.kind === "choice" && values.length < 2
        ? [{ path: [...path, "options"], message: "A choice needs at least two options." }]
        : []),
      ...(question.kind === "boolean" && values.length > 0
        ? [{ path: [...path, "options"], message: "A boolean question has no options." }]
        : []),
      ...twice(
        "option",
        values.map((value, i) => [value, [...path, "options", i, "value"]]),
      ),
      ...(fits ? [] : [{ path: [...path, "default"], message: "The default is not one of the answers." }]),
      ...later.map((id) => ({
        path: [...path, "when"],
        message: `A question may depend on earlier questions only; “${id}” is not earlier.`,
      })),
    ];
  });
}

function conditionFaults(playbook: Playbook): readonly Fault[] {
  const known = new Set(playbook.releases.map((release) => release.version));
  const questions = new Map(playbook.questions.map((question) => [question.id, question]));
  const faultsOf = (part: Condition): readonly string[] => {
    if ("question" in part) {
      const question = questions.get(part.question);
      if (question === undefined) return [`There is no question “${part.question}”.`];
      const wanted: readonly unknown[] = "is" in part ? [part.is] : part.in;
      return wanted.flatMap((value) => {
        const fits =
          question.kind === "boolean"
            ? typeof value === "boolean"
            : question.options.some((option) => option.value === value);
        return fits ? [] : [`“${String(value)}” is not an answer to the question “${question.id}”.`];
      });
    }
    if ("inventory" in part) return inventoryConditionFaults(playbook, part);
    return Object.values(part).flatMap((value) =>
      typeof value === "string" && !known.has(value)
        ? [`There is no release ${value} in this playbook.`]
        : [],
    );
  };
  return conditionsOf(playbook).flatMap(({ path, when }) =>
    conditionParts(when).flatMap((part) => faultsOf(part).map((message) => ({ path, message }))),
  );
}

function stepFaults(playbook: Playbook): readonly Fault[] {
  const all = stepsOf(playbook);
  const byId = new Map(
    all.map(({ phase, step }) => [step.id, { phase: playbook.phases.indexOf(phase), step }]),
  );
  const items = new Set(playbook.process.map((item) => item.id));
  const faults = playbook.phases.flatMap((phase, p) =>
    phase.steps.flatMap((step, s) => {
      const path = ["phases", p, "steps", s];
      return [
        ...(step.code.startsWith(`${phase.letter}-`)
          ? []
          : [{ path: [...path, "code"], message: `Codes of this phase begin with “${phase.letter}-”.` }]),
        ...(step.scope === "environment" && step.neededBy !== null
          ? [
              {
                path: [...path, "neededBy"],
                message: "Only steps of scope upgrade name the gate that needs them.",
              },
            ]
          : []),
        ...(step.scope === "upgrade" && step.environments.length > 0
          ? [
              {
                path: [...path, "environments"],
                message: "A step of scope upgrade belongs to no environment.",
              },
            ]
          : []),
        ...step.after.flatMap((id, i) =>
          predecessorFault(step, p, byId.get(id), id).map((message) => ({
            path: [...path, "after", i],
            message,
          })),
        ),
        ...step.processItems.flatMap((item, i) =>
          items.has(item)
            ? []
            : [{ path: [...path, "processItems", i], message: `There is no process item “${item}”.` }],
        ),
      ];
    }),
  );
  const cycle = findCycle(new Map(all.map(({ step }) => [step.id, step.after])));
  const missing = playbook.carries.flatMap((id, i) =>
    byId.has(id) ? [] : [{ path: ["carries", i], message: `The step “${id}” is missing.` }],
  );
  if (cycle === null) return [...faults, ...missing];
  const message = `These steps wait for each other: ${cycle.join(" → ")}.`;
  return [...faults, ...missing, { path: pathOfStep(playbook, cycle[0] ?? ""), message }];
}

function predecessorFault(
  step: PlaybookStep,
  phase: number,
  predecessor: { readonly phase: number; readonly step: PlaybookStep } | undefined,
  id: string,
): readonly string[] {
  if (predecessor === undefined) return [`There is no step “${id}”.`];
  if (step.scope === "upgrade" && predecessor.step.scope === "environment") {
    return [`“${id}” happens per environment; a step done once per upgrade can't wait for it.`];
  }
  const sameList = predecessor.step.scope === step.scope;
  return sameList && predecessor.phase > phase ? [`“${id}” belongs to a later phase.`] : [];
}

function pathOfStep(playbook: Playbook, id: string): KeyPath {
  const p = playbook.phases.findIndex((phase) => phase.steps.some((step) => step.id === id));
  return ["phases", p, "steps", playbook.phases[p]?.steps.findIndex((step) => step.id === id) ?? 0, "after"];
}

function placeholderFaults(playbook: Playbook): readonly Fault[] {
  const declared = new Set(playbook.variables.map((variable) => variable.name));
  const builtIn = new Set<string>(builtInPlaceholders);
  return [
    ...playbook.variables.flatMap(({ name }, i) =>
      builtIn.has(name) ? [{ path: ["variables", i, "name"], message: `“${name}” is always there.` }] : [],
    ),
    ...textsOf(playbook).flatMap(({ path, text, perEnvironment }) =>
      placeholdersIn(text).flatMap((name) => {
        if (!builtIn.has(name) && !declared.has(name)) {
          return [{ path, message: `There is no variable “${name}”.` }];
        }
        const own = name === "from_version" || name === "to_version";
        return own || perEnvironment
          ? []
          : [
              {
                path,
                message: `“${name}” has a value per environment, but this step is done once per upgrade.`,
              },
            ];
      }),
    ),
  ];
}

function testFaults(playbook: Playbook): readonly Fault[] {
  return playbook.useCases.flatMap((useCase, u) =>
    useCase.testCases.flatMap((testCase, t) => {
      const given = [testCase.threshold, testCase.unit, testCase.direction].filter((part) => part !== null);
      return given.length === 0 || given.length === 3
        ? []
        : [
            {
              path: ["useCases", u, "testCases", t, "threshold"],
              message: "A threshold needs a value, a unit and a direction.",
            },
          ];
    }),
  );
}

function environmentFaults(playbook: Playbook): readonly Fault[] {
  const kinds = playbook.environments.map((environment) => environment.kind);
  const prods = kinds.filter((kind) => kind === "prod").length;
  return [
    ...(prods === 1 && kinds[kinds.length - 1] === "prod"
      ? []
      : [
          {
            path: ["environments"],
            message: "There is exactly one environment of kind prod, and it is last.",
          },
        ]),
    ...twice(
      "environment",
      playbook.environments.map(({ name }, i) => [name, ["environments", i, "name"]]),
    ),
  ];
}
