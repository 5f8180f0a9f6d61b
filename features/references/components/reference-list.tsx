import { Link } from "@/components/ui/link";
import type { Reference } from "../schema";

/** What a field names: each thing by its code with its title, a step with the environments that have it. */
export function ReferenceList({ references }: { references: readonly Reference[] }) {
  return (
    <ul className="grid gap-1">
      {references.map((reference) => (
        <li key={`${reference.kind} ${reference.code}`} className="wrap-anywhere">
          <Named {...reference} />
        </li>
      ))}
    </ul>
  );
}

function Named({ code, title, gone, href, places }: Reference) {
  // One address says nothing about the others: a step of several environments is a link for each.
  const several = places.length > 1;
  return (
    <>
      {href !== null && !several ? (
        <Link className="link" href={href}>
          {code}
        </Link>
      ) : (
        <span className="num font-mono text-xs text-ink-3">{code}</span>
      )}
      {title === null ? null : ` ${title}`}
      {gone ? <span className="text-stale"> no longer there</span> : null}
      {several ? (
        <span className="text-ink-3">
          {" in "}
          {places.map(({ environment, name, href: there }, at) => (
            <span key={environment}>
              {at === 0 ? "" : ", "}
              <Link className="link" href={there} aria-label={`${code} in ${name}`}>
                {name}
              </Link>
            </span>
          ))}
        </span>
      ) : null}
    </>
  );
}
