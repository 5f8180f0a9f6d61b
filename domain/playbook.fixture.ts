import type { Phase, Playbook, PlaybookStep } from "./playbook";

/** A step without anything but its id, for tests. */
export function step(id: string, rest: Partial<PlaybookStep> = {}): PlaybookStep {
  return {
    id,
    code: `W-${id}`,
    title: `Step ${id}`,
    why: "",
    instructions: "",
    details: [],
    commands: [],
    scope: "environment",
    environments: [],
    when: null,
    required: true,
    part: "migrate",
    gate: "exit",
    neededBy: null,
    minutes: 10,
    evidence: { kind: "none", what: "" },
    after: [],
    backOut: "",
    attestation: false,
    processItems: [],
    sources: [],
    ...rest,
  };
}

/** A phase of steps, for tests. */
export const phase = (id: string, steps: readonly PlaybookStep[]): Phase => ({
  id,
  letter: "W",
  title: id,
  environments: [],
  steps,
});

/** A playbook of phases with three questions, for tests: a fuel, a spare, and the spare's own that depends on it. */
export function playbook(phases: readonly Phase[]): Playbook {
  const question = { label: "", text: "", why: "", yes: "", no: "", default: null, when: null };
  return {
    id: "boat",
    product: "Boat",
    title: "Boat",
    version: "1.0.0",
    description: "",
    stepwiseBefore: null,
    olderTargetNeedsSupport: false,
    environments: [{ name: "Prod", kind: "prod" }],
    slots: {},
    releases: [],
    questions: [
      {
        ...question,
        id: "fuel",
        label: "fuel",
        kind: "choice",
        options: [
          { value: "diesel", label: "Diesel" },
          { value: "petrol", label: "Petrol" },
        ],
      },
      { ...question, id: "spare", kind: "boolean", options: [], yes: "there is a spare" },
      {
        ...question,
        id: "spareFuel",
        kind: "boolean",
        options: [],
        when: { question: "spare", is: true },
      },
    ],
    phases,
    useCases: [],
    variables: [],
    process: [],
    carries: [],
  };
}
