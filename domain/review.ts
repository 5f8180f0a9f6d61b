import { counted } from "./sentence";

/** A step as it was planned and as it went, in every environment of the upgrade. */
export type ReviewedStep = {
  /** Id of the playbook's step; null for one the team added. */
  readonly playbookStepId: string | null;
  readonly code: string;
  readonly title: string;
  readonly planned: number | null;
  /** Hands-on minutes of each timed attempt. */
  readonly measured: readonly number[];
};

/** Something the playbook should say otherwise after this upgrade. */
export type PlaybookProposal =
  | {
      readonly kind: "minutes";
      readonly stepId: string;
      readonly code: string;
      readonly title: string;
      readonly was: number | null;
      readonly is: number;
      readonly attempts: number;
    }
  | {
      readonly kind: "step";
      readonly code: string;
      readonly title: string;
      readonly minutes: number | null;
    };

/** A plan that was missed by less than this share, or by fewer minutes, needs no change: steps vary by as much by themselves. */
const shareMissed = 0.25;
const minutesMissed = 5;

/** The middle one of several; of an even number the lower of both, which somebody really took. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/**
 * What a playbook may learn from an upgrade: planned minutes that were missed in the middle of all attempts, and steps the team
 * added. The same step of several environments is one. Proposals only: somebody who knows decides.
 */
export function playbookProposals(steps: readonly ReviewedStep[]): PlaybookProposal[] {
  const merged = new Map<string, ReviewedStep>();
  for (const step of steps) {
    const key = step.playbookStepId ?? `added ${step.code}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, measured: [...known.measured, ...step.measured] } : step);
  }
  return [...merged.values()].flatMap((step): PlaybookProposal[] => {
    const { playbookStepId: stepId, code, title, planned, measured } = step;
    const middle = median(measured);
    const is = middle === null ? null : Math.max(1, Math.round(middle));
    if (stepId === null) return [{ kind: "step", code, title, minutes: is ?? planned }];
    if (is === null) return [];
    const missed = planned === null ? is : Math.abs(is - planned);
    const enough = planned === null || (missed >= minutesMissed && missed >= planned * shareMissed);
    return enough
      ? [{ kind: "minutes", stepId, code, title, was: planned, is, attempts: measured.length }]
      : [];
  });
}

/** The proposals as lines for the playbook's YAML: what to look for, what stands there, what to write instead. */
export function proposalText(proposals: readonly PlaybookProposal[]): string {
  return proposals
    .map((one) =>
      one.kind === "minutes"
        ? `# ${one.code} ${one.title}: ${counted(one.attempts, "attempt")}\n- id: ${one.stepId}\n-   minutes: ${one.was ?? "null"}\n+   minutes: ${one.is}\n`
        : `# ${one.code}: added by the team\n+ - code: ${one.code}\n+   title: ${JSON.stringify(one.title)}\n+   minutes: ${one.minutes ?? "null"}\n`,
    )
    .join("\n");
}
