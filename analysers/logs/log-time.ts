const days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * Milliseconds of a time as logs write it, "2026-12-06 01:12:09,125" or with a T and a point, as if it were in UTC: logs don't
 * say their zone. Date.parse would take longer than everything else that is done with most lines. NaN when it is none.
 */
export function logTime(text: string): number {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const before = year - 1;
  const leap = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const inYear = (days[month - 1] ?? Number.NaN) + (isLeap && month > 2 ? 1 : 0) + two(text, 8) - 1;
  const second = two(text, 11) * 3_600 + two(text, 14) * 60 + two(text, 17);
  const day = (year - 1970) * 365 + leap + inYear;
  return (day * 86_400 + second) * 1_000 + fraction(text);
}

function two(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** The milliseconds behind the seconds, whatever number of digits they are written with. */
function fraction(text: string): number {
  let value = 0;
  let unit = 100;
  for (let at = 20; at < text.length && unit >= 1; at += 1, unit /= 10)
    value += (text.charCodeAt(at) - 48) * unit;
  return Math.floor(value);
}

/** The time as it is shown and compared: "2026-12-06 01:12:09.125"; null for none. */
export function shownTime(time: number): string | null {
  if (!Number.isFinite(time) || Math.abs(time) > 8e15) return null;
  return new Date(time).toISOString().replace("T", " ").replace("Z", "");
}
