import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageLink } from "@/features/steps/components/page-link";
import { listWords } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { VersionPathView } from "../schema";

/** What to read about the way, and who read which version of it. Nothing where the plan gives no page to read. */
export function PagesToRead({ upgrade, pages }: { upgrade: string; pages: VersionPathView["pages"] }) {
  if (pages.length === 0) return null;
  return (
    <Card title="Pages to read" padded>
      <ul className="grid gap-2.5">
        {pages.map((page) => (
          <li key={`${page.step} ${page.id}`} className="grid gap-0.5">
            <span>
              <PageLink page={page} />{" "}
              <span className="text-ink-3">
                for{" "}
                <Link className="link" href={paths.plan(upgrade, { step: page.step })}>
                  {page.step}
                </Link>
              </span>
            </span>
            <span className="text-sm wrap-anywhere text-ink-3">
              {page.readBy.length > 0
                ? `Read by ${listWords(page.readBy.map(({ name, version }) => `${name} (${version})`))}`
                : "Nobody has attested it yet."}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
