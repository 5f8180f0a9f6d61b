import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PhoneFold } from "@/components/ui/phone-fold";
import { formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ForecastLineView, ForecastView } from "../schema";
import { type ForecastAddress, toggled } from "./forecast-address";
import { comparedWith, scaleWords } from "./forecast-words";

type StepsTableProps = { upgrade: string; view: ForecastView; address: ForecastAddress };

const restsOn = ({ restsOn: on, samples }: ForecastLineView) =>
  on === "timed" ? plural(samples, "sample") : on === "planned" ? "planned minutes" : "assumed";

function scaled({ scalesWith, growth, samples }: ForecastLineView): string {
  if (scalesWith === null) return "–";
  const word = scaleWords[scalesWith];
  if (samples === 0) return word;
  return growth === null ? `${word}: not known` : `${word}: ${comparedWith(growth)}`;
}

/** Every open step of the night with what is known of it. */
export function StepsTable({ upgrade, view, address }: StepsTableProps) {
  const without = view.whatIf?.without ?? [];
  return (
    <Card title="Steps of the night">
      <PhoneFold rows={view.lines.length} label={`Show ${plural(view.lines.length, "step")}`}>
        <DataTable
          caption="Steps of the night, how long each takes and what that rests on"
          rows={view.lines}
          rowKey={({ id }) => id}
          empty={null}
          columns={[
            {
              key: "step",
              header: "Step",
              cell: ({ code, title }) => (
                <Link href={paths.step(upgrade, view.environment.key, code)} className="hover:underline">
                  <span className="font-mono text-xs text-ink-3">{code}</span> {title}
                </Link>
              ),
            },
            {
              key: "planned",
              header: "Planned",
              align: "end",
              className: "whitespace-nowrap",
              cell: ({ plannedMinutes }) => (plannedMinutes === null ? "–" : formatDuration(plannedMinutes)),
            },
            {
              key: "p50",
              header: "P50",
              align: "end",
              className: "whitespace-nowrap",
              cell: ({ p50 }) => formatDuration(p50),
            },
            {
              key: "p80",
              header: "P80",
              align: "end",
              className: "whitespace-nowrap",
              cell: ({ p80 }) => formatDuration(p80),
            },
            { key: "rests", header: "Rests on", cell: restsOn },
            { key: "scales", header: "Longer with", cell: scaled },
            {
              key: "critical",
              header: "Critical",
              align: "end",
              className: "whitespace-nowrap",
              cell: ({ critical }) => `${Math.round(critical * 100)} %`,
            },
            {
              key: "without",
              header: "What if",
              cell: ({ code }) => (
                <Link
                  href={paths.forecast(upgrade, { ...address, without: toggled(without, code) })}
                  scroll={false}
                  className="link whitespace-nowrap"
                  aria-label={`${without.includes(code) ? "Back in" : "Leave out"}: ${code}`}
                >
                  {without.includes(code) ? "Back in" : "Leave out"}
                </Link>
              ),
            },
          ]}
        />
      </PhoneFold>
    </Card>
  );
}
