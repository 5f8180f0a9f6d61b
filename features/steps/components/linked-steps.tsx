import { Link } from "@/components/ui/link";
import { stepStateNames } from "@/domain/step";
import { paths } from "@/lib/paths";
import type { StepDetails } from "../schema/reading";

type LinkedStep = StepDetails["waitsFor"][number];

type LinkedStepsProps = {
  upgrade: string;
  steps: readonly LinkedStep[];
  /** Key of the environment it is looked at from; null in the plan. */
  here: string | null;
};

/** Steps on one side of a step. One that several environments have is listed once, with how far it is in each of them. */
export function LinkedSteps({ upgrade, steps, here }: LinkedStepsProps) {
  const codes = [...new Set(steps.map(({ code }) => code))];
  return (
    <ul className="grid gap-0.5">
      {codes.map((code) => {
        const same = steps.filter((step) => step.code === code);
        const [first] = same;
        if (!first) return null;
        const isHere = first.environment === null || first.environment === here;
        return (
          <li key={code}>
            {isHere ? (
              <Link className="link" href={addressOf(upgrade, first)}>
                {code}
              </Link>
            ) : (
              <span className="font-mono text-xs text-ink-3">{code}</span>
            )}{" "}
            {first.title}{" "}
            {isHere ? (
              <span className="text-ink-3">{stepStateNames[first.state]}</span>
            ) : (
              <Places upgrade={upgrade} steps={same} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Places({ upgrade, steps }: Pick<LinkedStepsProps, "upgrade" | "steps">) {
  return (
    <span className="text-ink-3">
      {"in "}
      {steps.map((step, at) => (
        <span key={step.id}>
          {at === 0 ? "" : ", "}
          <Link
            className="link"
            href={addressOf(upgrade, step)}
            aria-label={`${step.code} in ${step.environmentName}`}
          >
            {step.environmentName}
          </Link>{" "}
          {stepStateNames[step.state]}
        </span>
      ))}
    </span>
  );
}

const addressOf = (upgrade: string, { environment, code }: LinkedStep) =>
  environment ? paths.checklist(upgrade, environment, { step: code }) : paths.plan(upgrade, { step: code });
