import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { listWords } from "@/lib/format";
import type { NamedBy } from "../schema";

/** "Decisions and risks": the lists that what names a thing is on, whatever a playbook calls them. */
function headingOf(items: readonly NamedBy[]): string {
  const lists = [...new Set(items.map(({ list }) => list))];
  return listWords(lists.map((list, at) => (at === 0 ? list : list.charAt(0).toLowerCase() + list.slice(1))));
}

/** Decisions, risks and support cases that name a thing, as part of a panel; nothing when there are none. */
export function NamedBySection({ items }: { items: readonly NamedBy[] }) {
  if (items.length === 0) return null;
  const heading = headingOf(items);
  return (
    <section aria-label={heading} className="grid gap-1.5 border-t border-line pt-3">
      <h3 className="eyebrow">{heading}</h3>
      <Items items={items} />
    </section>
  );
}

/** The same as a card of a page. */
export function NamedByCard({ items }: { items: readonly NamedBy[] }) {
  if (items.length === 0) return null;
  return (
    <Card title={headingOf(items)} padded>
      <Items items={items} />
    </Card>
  );
}

function Items({ items }: { items: readonly NamedBy[] }) {
  return (
    <ul className="grid gap-1">
      {items.map(({ code, title, href }) => (
        <li key={code} className="wrap-anywhere">
          <Link className="link" href={href}>
            {code}
          </Link>{" "}
          {title}
        </li>
      ))}
    </ul>
  );
}
