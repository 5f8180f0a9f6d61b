import {
  formatDate,
  formatDateTime,
  formatDay,
  formatRelative,
  formatTime,
  type Instant,
  toMillis,
  zoneName,
} from "@/lib/format";

export type TimeProps = {
  value: Instant;
  /** The zone the reader chose, an IANA name. */
  zone: string;
  /** The moment the page was made; needed for everything relative. Passing it keeps server and browser equal. */
  now?: Instant;
  /**
   * full "Sat 12 Dec, 22:00 CET" · day "today 09:12" · zoned "today 09:12 CET" · date "12 Dec" · time "09:12" · age "2 d".
   * Whatever is shown, hovering tells the full time with its zone.
   */
  show?: "full" | "day" | "zoned" | "date" | "time" | "age";
  className?: string;
};

/** An instant as <time>, in the reader's zone. */
export function Time({ value, zone, now, show = "full", className }: TimeProps) {
  const full = formatDateTime(value, zone);
  const title = now === undefined || show === "age" ? full : `${full} · ${formatRelative(value, now)}`;
  return (
    <time dateTime={new Date(toMillis(value)).toISOString()} title={title} className={className}>
      {words(show, value, zone, now)}
    </time>
  );
}

function words(
  show: NonNullable<TimeProps["show"]>,
  value: Instant,
  zone: string,
  now: Instant | undefined,
): string {
  if (show === "date") return formatDate(value, zone, now);
  if (show === "time") return formatTime(value, zone);
  if (show === "day" && now !== undefined) return formatDay(value, zone, now);
  if (show === "zoned" && now !== undefined) return `${formatDay(value, zone, now)} ${zoneName(value, zone)}`;
  if (show === "age" && now !== undefined) return formatRelative(value, now);
  return formatDateTime(value, zone, now);
}
