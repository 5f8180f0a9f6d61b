import { Time } from "@/components/ui/time";

interface WaivedUntilProps {
  /** When each waiver ends, in any order. */
  ends: readonly string[];
  zone: string;
  now: string;
}

/** When what is waived stops being so: one end or two by name, of more the first. */
export function WaivedUntil({ ends, zone, now }: WaivedUntilProps) {
  const [first, second, ...more] = [...new Set(ends)].sort();
  if (first === undefined) return null;
  const named = second === undefined || more.length > 0 ? [first] : [first, second];
  return (
    <>
      {more.length > 0 ? ", the first until " : " until "}
      {named.map((end, index) => (
        <span key={end}>
          {index > 0 ? " and " : ""}
          <Time value={end} zone={zone} now={now} show="day" />
        </span>
      ))}
    </>
  );
}
