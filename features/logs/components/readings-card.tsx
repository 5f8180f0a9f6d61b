import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatCount, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { LogReadingLine, LogsView } from "../schema";

interface ReadingsCardProps {
  upgrade: string;
  view: LogsView;
  zone: string;
  now: string;
}

/** Every reading of the environment; one is shown, and one it is compared with. */
export function ReadingsCard({ upgrade, view, zone, now }: ReadingsCardProps) {
  const { key } = view.environment;
  const addressOf = (given: { reading?: number | null; baseline?: number | null }) => {
    const { reading = view.reading, baseline = view.baseline } = given;
    return paths.logs(upgrade, key, {
      ...(reading && { reading: String(reading) }),
      baseline: String(baseline ?? 0),
    });
  };
  return (
    <Card title="Read so far">
      <ul aria-label="Readings, latest first">
        {view.readings.map((one) => (
          <li key={one.number} className="grid gap-1 border-t border-line px-3.5 py-2.5">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                href={addressOf({ reading: one.number })}
                className="font-medium"
                aria-current={one.number === view.reading ? "true" : undefined}
              >
                Reading {one.number}
              </Link>
              <Chip>{one.kind === "baseline" ? "Old stack" : "New stack"}</Chip>
              {one.number === view.reading ? <Chip tone="accent">Shown</Chip> : null}
              {one.number === view.baseline ? <Chip tone="accent">Compared with</Chip> : null}
            </div>
            {one.note ? <p className="wrap-anywhere">{one.note}</p> : null}
            <p className="num text-sm text-ink-3">
              {countsOf(one)} · {one.readBy.name}, <Time value={one.readAt} zone={zone} now={now} />
            </p>
            {one.number === view.reading ? null : (
              <p className="text-sm">
                {one.number === view.baseline ? (
                  <Link href={addressOf({ baseline: null })} className="link">
                    Don't compare with it
                  </Link>
                ) : (
                  <Link href={addressOf({ baseline: one.number })} className="link">
                    Compare with it
                  </Link>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function countsOf({ files, lines, errors }: LogReadingLine): string {
  return `${plural(files, "file")}, ${formatCount(lines)} lines, ${plural(errors, "error")}`;
}
