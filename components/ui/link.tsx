import NextLink, { type LinkProps as NextLinkProps } from "next/link";
import type { AnchorHTMLAttributes, ReactNode } from "react";

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> &
  Pick<NextLinkProps, "replace" | "scroll" | "onNavigate"> & { href: string; children?: ReactNode };

/**
 * A link to another page of ours. It asks for nothing before it is followed: every page is made for its reader, so that
 * a prefetch brings only the page's outline, and each refresh of a page would ask for that of all its links again.
 */
export function Link(props: LinkProps) {
  return <NextLink {...props} prefetch={false} />;
}
