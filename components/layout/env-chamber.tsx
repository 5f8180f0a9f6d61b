import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { Tone } from "@/components/ui/tone";
import { WaterLevel } from "@/components/ui/water-level";

export type ChamberNote = { key: string; text: string; tone: Tone; href?: string };

export type ChamberRow = {
  label: string;
  /** "66 / 74". */
  value: ReactNode;
  valueTone?: Tone;
  /** Where exactly these items are listed. */
  href?: string;
  /** "3 running", "1 blocked": each a link to exactly those. */
  notes?: readonly ChamberNote[];
};

export type EnvChamberProps = {
  name: string;
  href: string;
  /** Beside the name: "pilot 2". */
  badge?: ReactNode;
  /** The status as a StateChip. */
  status: ReactNode;
  /** One sentence: what keeps it from moving, or what it is. */
  sentence: ReactNode;
  /** The water: everything countable in it, steps, tests and items together. */
  done: number;
  total: number;
  /** The environment where the work is now. */
  current?: boolean;
  rows: readonly ChamberRow[];
};

/** One environment as a lock chamber: water as high as its progress, four rows of counts, one sentence. */
export function EnvChamber({
  name,
  href,
  badge,
  status,
  sentence,
  done,
  total,
  current,
  rows,
}: EnvChamberProps) {
  return (
    <li className="env" data-current={current || undefined} aria-current={current ? "step" : undefined}>
      <WaterLevel done={done} total={total} />
      <div className="env-head">
        <h2>
          <Link href={href}>{name}</Link>
        </h2>
        {badge}
        {status}
      </div>
      <p className="env-say">{sentence}</p>
      <dl className="env-rows">
        {rows.map((row) => (
          <div key={row.label} className="env-row">
            <dt>{row.label}</dt>
            <dd>
              <Value row={row} />
              {row.notes?.map((note) => (
                <span key={note.key} data-tone={note.tone}>
                  {note.href ? <Link href={note.href}>{note.text}</Link> : note.text}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Value({ row }: { row: ChamberRow }) {
  const value = row.href ? <Link href={row.href}>{row.value}</Link> : row.value;
  if (row.valueTone) {
    return (
      <span className="env-value" data-tone={row.valueTone}>
        {value}
      </span>
    );
  }
  return <b className="env-value">{value}</b>;
}
