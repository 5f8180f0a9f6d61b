import type { ReactNode } from "react";

export type PrintHeaderProps = {
  title: string;
  /** What a sheet of paper must say of itself: upgrade, environment, who printed it and when, with the zone. */
  facts: readonly { label: string; value: ReactNode }[];
};

/** The head of a printed page; not on the screen, where the shell says the same. */
export function PrintHeader({ title, facts }: PrintHeaderProps) {
  return (
    <div className="print-only mb-4 border-b border-line-strong pb-2">
      <div className="text-lg font-bold">{title}</div>
      <dl className="flex flex-wrap gap-x-5 text-xs">
        {facts.map((fact) => (
          <div key={fact.label} className="flex gap-1.5">
            <dt className="text-ink-3">{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
