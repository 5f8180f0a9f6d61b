import { Card } from "@/components/ui/card";
import { cn } from "@/lib/cn";
import { formatDate, fromWallTime, toWallTime } from "@/lib/format";
import type { WindowList } from "../schema";

const weeks = 9;
const day = 86_400_000;
const names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

type Mark = { letter: string; word: string; look: string };
const marks = {
  window: { letter: "W", word: "change window", look: "bg-done-bg font-semibold text-done" },
  freeze: { letter: "F", word: "freeze", look: "bg-doing-bg text-doing" },
  holiday: { letter: "H", word: "holiday", look: "bg-waiting-bg text-waiting" },
} as const satisfies Record<string, Mark>;

/** Nine weeks from this one on: windows, freezes and holidays of the upgrade. */
export function ClosedCalendar({ list, zone, now }: { list: WindowList; zone: string; now: string }) {
  const today = toWallTime(now, zone).slice(0, 10);
  const midnight = Date.parse(`${today}T00:00:00Z`);
  const monday = midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day;
  return (
    <Card title="The next weeks" padded>
      <table className="w-full border-separate border-spacing-0.5 text-center text-xs">
        <caption className="sr-only">Windows, freezes and holidays by day</caption>
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              Week of
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="font-normal text-ink-3">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => monday + week * 7 * day).map((first) => (
            <tr key={first}>
              <th scope="row" className="pr-1.5 text-left font-normal whitespace-nowrap text-ink-3">
                {formatDate(first, "UTC", monday)}
              </th>
              {names.map((name, index) => {
                const date = new Date(first + index * day).toISOString().slice(0, 10);
                return <Day key={name} date={date} today={today} list={list} zone={zone} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-2">
        {Object.values(marks).map(({ letter, word, look }) => (
          <span key={letter} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cn("inline-block w-5 rounded-sm text-center", look)}>
              {letter}
            </span>
            {word}
          </span>
        ))}
      </p>
    </Card>
  );
}

function Day({ date, today, list, zone }: { date: string; today: string; list: WindowList; zone: string }) {
  const begins = fromWallTime(`${date}T00:00`, zone)?.instant.getTime() ?? 0;
  // The next midnight, also of a day with 23 or 25 hours.
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);
  const ends = fromWallTime(`${next}T00:00`, zone)?.instant.getTime() ?? 0;
  const touches = ({ from, to }: { from: string; to: string }) =>
    Date.parse(from) < ends && Date.parse(to) > begins;
  const windows = list.windows.filter((window) => window.state === "booked" && touches(window));
  const closed = list.freezes.filter(touches);
  const mark: Mark | null = windows.length > 0 ? marks.window : closed[0] ? marks[closed[0].kind] : null;
  const said = [
    ...windows.map(({ environment }) => `window of ${environment.name}`),
    ...closed.map(({ kind, name }) => `${kind} “${name}”`),
  ].join(", ");
  return (
    <td
      title={said || undefined}
      className={cn(
        "num h-6 rounded-sm",
        mark ? mark.look : date < today ? "text-ink-3" : "text-ink-2",
        date === today && "outline outline-accent",
      )}
    >
      {mark ? (
        <>
          <span aria-hidden="true">{mark.letter}</span>
          <span className="sr-only">
            {Number(date.slice(8))}: {said}
          </span>
        </>
      ) : (
        Number(date.slice(8))
      )}
    </td>
  );
}
