import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { Link } from "@/components/ui/link";
import { PageTitle } from "@/components/ui/page-title";
import { Call } from "@/features/api-docs/components/call";
import { signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";
import { reference } from "../reference";

type Props = { params: Promise<{ tag: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tag } = await params;
  return { title: `API: ${reference().tags.find(({ slug }) => slug === tag)?.tag ?? tag}` };
}

export default async function ApiDocsTagPage({ params }: Props) {
  await signedIn();
  const { tag } = await params;
  const { tags } = reference();
  const shown = tags.find(({ slug }) => slug === tag);
  if (!shown) notFound();
  return (
    <Page>
      <PageTitle
        meta={
          <Link href={paths.apiDocs()} className="link">
            All calls
          </Link>
        }
      >{`API: ${shown.tag}`}</PageTitle>
      <nav aria-label="Kinds of calls" className="mt-2 mb-4 flex flex-wrap gap-x-3 gap-y-1 text-sm">
        {tags.map(({ tag: name, slug }) => (
          <Link
            key={slug}
            href={paths.apiDocs(slug)}
            aria-current={slug === tag ? "page" : undefined}
            className={slug === tag ? "font-bold" : "text-ink-2"}
          >
            {name}
          </Link>
        ))}
      </nav>
      {shown.calls.map((call) => (
        <Call key={call.name} call={call} />
      ))}
    </Page>
  );
}
