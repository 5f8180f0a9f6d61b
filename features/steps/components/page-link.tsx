import { ExternalLink } from "lucide-react";

/** A page of somebody else's documentation, in a tab of its own so that the step stays open beside it. */
export function PageLink({ page }: { page: { title: string; url: string } }) {
  return (
    <a
      href={page.url}
      className="link wrap-anywhere"
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={page.url}
    >
      {page.title}
      <ExternalLink size={12} aria-hidden="true" className="ml-1 inline align-baseline" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
