import type { Condition } from "./condition";
import { type Playbook, readingsOf } from "./playbook";

/** Where in a playbook something is: keys and list positions from the top, as in ["phases", 0, "steps", 3, "after"]. */
export type KeyPath = readonly (string | number)[];

/** Something wrong with a playbook, in one sentence, and where. */
export type Fault = { readonly path: KeyPath; readonly message: string };

/** Every condition of a playbook with its place. */
export function conditionsOf(
  playbook: Playbook,
): readonly { readonly path: KeyPath; readonly when: Condition | null; readonly within: Condition | null }[] {
  return [
    ...playbook.questions.map((question, i) => ({
      path: ["questions", i, "when"],
      when: question.when,
      within: null,
    })),
    ...playbook.phases.flatMap((phase, p) =>
      phase.steps.flatMap((step, s) => {
        const path = ["phases", p, "steps", s];
        return [
          { path: [...path, "when"], when: step.when, within: null },
          ...step.details.map((detail, i) => ({
            path: [...path, "details", i, "when"],
            when: detail.when,
            within: step.when,
          })),
          ...step.commands.map((command, i) => ({
            path: [...path, "commands", i, "when"],
            when: command.when,
            within: step.when,
          })),
          ...readingsOf(step).map((page, i) => ({
            path: [...path, "readings", i, "when"],
            when: page.when,
            within: step.when,
          })),
        ];
      }),
    ),
    ...playbook.useCases.flatMap((useCase, u) => [
      { path: ["useCases", u, "when"], when: useCase.when, within: null },
      ...useCase.testCases.map((testCase, t) => ({
        path: ["useCases", u, "testCases", t, "when"],
        when: testCase.when,
        within: useCase.when,
      })),
    ]),
    ...playbook.variables.map((variable, i) => ({
      path: ["variables", i, "when"],
      when: variable.when,
      within: null,
    })),
  ];
}

/** Texts of a step or test case in which placeholders count, with their place. */
export function textsOf(playbook: Playbook): readonly {
  readonly path: KeyPath;
  readonly text: string;
  readonly perEnvironment: boolean;
  readonly when: Condition | null;
}[] {
  const steps = playbook.phases.flatMap((phase, p) =>
    phase.steps.flatMap((step, s) => {
      const at = (...rest: KeyPath) => ["phases", p, "steps", s, ...rest];
      const perEnvironment = step.scope === "environment";
      const plain = (["title", "why", "instructions", "backOut"] as const).map((key) => ({
        path: at(key),
        text: step[key],
        perEnvironment,
        when: step.when,
      }));
      const inner = [
        ...step.details.map(({ text, when }, i) => ({ path: at("details", i, "text"), text, when })),
        ...step.commands.map(({ run, when }, i) => ({ path: at("commands", i, "run"), text: run, when })),
      ].map((text) => ({ ...text, perEnvironment, when: both(step.when, text.when) }));
      return [...plain, ...inner];
    }),
  );
  const cases = playbook.useCases.flatMap((useCase, u) =>
    useCase.testCases.flatMap((testCase, t) =>
      (["steps", "expected"] as const).map((key) => ({
        path: ["useCases", u, "testCases", t, key],
        text: testCase[key],
        perEnvironment: true,
        when: both(useCase.when, testCase.when),
      })),
    ),
  );
  return [...steps, ...cases];
}

/** Both conditions at once; null is always true. */
export function both(a: Condition | null, b: Condition | null): Condition | null {
  return a === null ? b : b === null ? a : { all: [a, b] };
}
