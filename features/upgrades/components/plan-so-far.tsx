import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { PlanPreview } from "@/features/playbooks/components/use-plan-preview";
import { formatDuration } from "@/lib/format";

/** What the answers so far make of the plan; stays in view beside the questions. */
export function PlanSoFar({ preview }: { preview: PlanPreview | null }) {
  if (!preview) return null;
  return (
    <Card title="Your plan so far" padded>
      <dl className="grid gap-1.5" aria-live="polite">
        <Row term="Once per upgrade">{preview.planSteps} steps</Row>
        {preview.environments.map((environment) => (
          <Row key={environment.name} term={environment.name || "Unnamed"}>
            {environment.steps} steps · {formatDuration(environment.minutes)}
          </Row>
        ))}
        <Row term="Use cases">{preview.useCases}</Row>
        <Row term="Test cases">{preview.testCases}</Row>
      </dl>
      <p className="mt-2.5 text-sm text-ink-3">
        Times are the playbook's plan, one person after the other. Measured ones replace them.
      </p>
    </Card>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-ink-2">{term}</dt>
      <dd className="num whitespace-nowrap">{children}</dd>
    </div>
  );
}
