import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { dayName, severityNames } from "@/features/hypercare/components/care-look";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ReviewView } from "../schema";

/** How the environments were looked after, what was found, and what was done about it. */
export function HypercarePart({ upgrade, view }: { upgrade: string; view: ReviewView }) {
  const { hypercare, findings } = view;
  return (
    <Card title="Hypercare">
      {hypercare.length === 0 ? (
        <p className="border-t border-line px-3.5 py-3 text-ink-3">None was kept.</p>
      ) : (
        <ul>
          {hypercare.map((one) => (
            <li key={one.environmentKey} className="border-t border-line px-3.5 py-2">
              <Link href={paths.hypercare(upgrade, one.environmentKey)} className="link">
                {one.environment}
              </Link>
              : {plural(one.days, "day")} from {dayName(one.from)}, {one.answered} answered
              {one.late > 0 ? `, ${one.late} late` : ""}
              {one.ended === null ? "" : `; ended early: ${one.ended}`}
            </li>
          ))}
          {findings.map((one) => (
            <li key={`${one.environment} ${one.number}`} className="border-t border-line px-3.5 py-2">
              <p className="wrap-anywhere">
                <span className="num text-ink-3">
                  {one.environment} {one.number}
                </span>{" "}
                {one.what}
              </p>
              <p className="text-sm wrap-anywhere text-ink-3">
                {severityNames[one.severity]}. {one.done === null ? "still open" : one.done}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
