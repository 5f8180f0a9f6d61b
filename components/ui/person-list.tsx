import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Avatar } from "./avatar";

export type PersonListItem = { key: string; name: string; note?: ReactNode; action?: ReactNode };

export type PersonListProps = {
  people: readonly PersonListItem[];
  /** What the list is, for screen readers: "Can sign". */
  label: string;
  /** Said instead of an empty list. */
  empty: ReactNode;
  className?: string;
};

/** People one under the other, each with why they are listed: "Lee · completed 14 steps here". */
export function PersonList({ people, label, empty, className }: PersonListProps) {
  if (people.length === 0) return <p className={cn("text-ink-3", className)}>{empty}</p>;
  return (
    <ul aria-label={label} className={cn("flex flex-col gap-1.5", className)}>
      {people.map((person) => (
        <li key={person.key} className="flex items-center gap-2.5">
          <Avatar name={person.name} named />
          <div className="min-w-0 flex-1">
            <div className="truncate font-medium">{person.name}</div>
            {person.note ? <div className="text-xs text-ink-3">{person.note}</div> : null}
          </div>
          {person.action}
        </li>
      ))}
    </ul>
  );
}

export type FacesProps = { names: readonly string[]; label: string; most?: number };

/** A few people as overlapping circles: who is here now, who is on it. More than `most` become a number. */
export function Faces({ names, label, most = 4 }: FacesProps) {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.slice(shown.length);
  return (
    <ul aria-label={label} className="flex items-center -space-x-1">
      {shown.map((name) => (
        <li key={name} className="rounded-full ring-2 ring-surface">
          <Avatar name={name} />
        </li>
      ))}
      {rest.length > 0 ? (
        <li className="avatar ring-2 ring-surface" data-tip={rest.join(", ")}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{rest.join(", ")}</span>
        </li>
      ) : null}
    </ul>
  );
}
