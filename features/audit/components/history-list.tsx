import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatDate } from "@/lib/format";
import type { HistoryLine } from "./history-lines";

/** Events as sentences, latest first, a card per day. */
export function HistoryList({
  lines,
  zone,
  now,
  empty,
}: {
  lines: readonly HistoryLine[];
  zone: string;
  now: string;
  empty: ReactNode;
}) {
  if (lines.length === 0) return <Card>{empty}</Card>;
  const days = new Map<string, HistoryLine[]>();
  for (const line of lines) {
    const day = formatDate(line.at, zone, now);
    const events = days.get(day);
    if (events) events.push(line);
    else days.set(day, [line]);
  }
  return [...days].map(([day, events]) => (
    <Card key={day} title={day} className="mb-3">
      <ol>
        {events.map((event) => (
          <li key={event.seq} className="flex items-start gap-2.5 border-t border-line px-3.5 py-2">
            <Time
              value={event.at}
              zone={zone}
              show="time"
              className="num w-11 shrink-0 pt-0.5 text-xs text-ink-3"
            />
            <Avatar name={event.name} size="sm" named className="mt-px shrink-0" />
            <div className="min-w-0 flex-1 wrap-anywhere">
              <Sentence event={event} />
              {event.environment ? (
                <span className="text-xs whitespace-nowrap text-ink-3"> · {event.environment}</span>
              ) : null}
            </div>
            <span
              className="num shrink-0 pt-0.5 text-xs text-ink-3"
              title={`Event ${event.seq} · SHA-256 ${event.hash}`}
            >
              {event.seq}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  ));
}

/**
 * The name as text, what they did as the link: so that a list of links reads as a list of deeds. An effect of a deed has
 * no name before it.
 */
function Sentence({ event }: { event: HistoryLine }) {
  const { name } = event;
  const deed = event.sentence.startsWith(`${name} `);
  const rest = deed ? event.sentence.slice(name.length + 1) : event.sentence;
  return (
    <>
      {deed ? <b className="font-semibold">{name}</b> : null}{" "}
      {event.href ? (
        <Link href={event.href} className="hover:underline hover:underline-offset-3">
          {rest}
        </Link>
      ) : (
        rest
      )}
    </>
  );
}
