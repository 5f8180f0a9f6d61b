import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cn } from "@/lib/cn";
import { ScrollRegion } from "./scroll-region";

export type MarkdownProps = { text: string; className?: string };

/**
 * Text people wrote, as Markdown with tables and task lists. Raw HTML in it stays text, images become links (nothing is
 * fetched from elsewhere by looking), headings start below the page's own. For server components; in a client component
 * use MarkdownLazy, so that the parser loads only when there is something to parse.
 */
export function Markdown({ text, className }: MarkdownProps) {
  return (
    <div className={cn("prose", className)}>
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}

const plugins = [remarkGfm];

const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ src, alt }) => <Anchor href={typeof src === "string" ? src : undefined}>{alt || "image"}</Anchor>,
  // A task list's box is text here: it cannot be ticked, and a dead checkbox without a name helps nobody.
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
  table: ({ children }) => (
    <ScrollRegion label="Table">
      <table>{children}</table>
    </ScrollRegion>
  ),
};

function Anchor({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (!href) return <>{children}</>;
  if (href.startsWith("/") || href.startsWith("#")) {
    return (
      <a href={href} className="link">
        {children}
      </a>
    );
  }
  return (
    <a href={href} className="link" target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
