import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StateIcon } from "@/components/ui/state-icon";
import { cn } from "@/lib/cn";
import { paths } from "@/lib/paths";
import type { HypercareView } from "../schema";
import { checkLooks, dayLooks, dayName } from "./care-look";

interface DaysGridProps {
  upgrade: string;
  environment: string;
  view: HypercareView;
  /** Number of the day that is open above. */
  shown: number | null;
}

/** Days by checks: what was seen on each, as icon and word. A day leads to its checks. */
export function DaysGrid({ upgrade, environment, view, shown }: DaysGridProps) {
  const { period, checks } = view;
  if (period === null) return null;
  return (
    <Card title="Every day">
      <ScrollRegion label="Days of hypercare by checks" className="overflow-x-auto border-t border-line">
        <table className="w-full text-sm">
          <caption className="sr-only">What was seen on each day of hypercare</caption>
          <thead>
            <tr className="text-left text-xs text-ink-3">
              <th scope="col" className="sticky left-0 bg-surface px-3.5 py-2 font-semibold">
                Day
              </th>
              {checks.map(({ id, title }) => (
                <th key={id} scope="col" className="max-w-36 min-w-24 px-2 py-2 align-bottom font-semibold">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {period.days.map((day) => {
              const look = dayLooks[day.state];
              return (
                <tr
                  key={day.number}
                  aria-current={day.number === shown ? "true" : undefined}
                  className={cn("border-t border-line", day.number === shown && "bg-bg")}
                >
                  <th
                    scope="row"
                    className={cn(
                      "sticky left-0 px-3.5 py-1.5 text-left font-normal whitespace-nowrap",
                      day.number === shown ? "bg-bg" : "bg-surface",
                    )}
                  >
                    <Link
                      href={paths.hypercare(upgrade, environment, { day: String(day.number) })}
                      scroll={false}
                      className="link font-semibold"
                    >
                      <span className="num">{day.number}</span> {dayName(day.date)}
                    </Link>
                    <span className="flex items-center gap-1 text-xs text-ink-3">
                      <StateIcon state={look.state} />
                      {day.late && day.state === "answered" ? "Answered late" : look.word}
                    </span>
                  </th>
                  {checks.map(({ id }) => {
                    const standing = day.checks.find((one) => one.id === id);
                    const own = standing && checkLooks[standing.state];
                    return (
                      <td key={id} className="px-2 py-1.5">
                        {own ? (
                          <span className="flex items-center gap-1 whitespace-nowrap text-ink-2">
                            <StateIcon state={own.state} />
                            {standing.late ? `${own.word}, late` : own.word}
                          </span>
                        ) : (
                          <span className="text-ink-3">Not asked</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
