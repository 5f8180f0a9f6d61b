import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import { BrandMark } from "./brand-mark";
import { HelpSheet } from "./help-sheet";
import { SkipLink } from "./skip-link";

export type Crumb = { label: string; href?: string };

export type AppShellProps = {
  homeHref: string;
  /** Where we are, outermost first; the last one is here and needs no link. */
  crumbs: readonly Crumb[];
  /** The command palette. */
  search?: ReactNode;
  /** What waits for this person: an InboxChip. */
  inbox?: ReactNode;
  /** Notifications: a Bell. */
  bell?: ReactNode;
  /** The person's own menu. */
  user?: ReactNode;
  /** NavTabs of the upgrade one is in. */
  nav?: ReactNode;
  /** Across the top of everything: "This is a demo". */
  banner?: ReactNode;
  children: ReactNode;
};

/** The frame of every screen: skip link, top bar, tabs, content, and the one tooltip and help layer. */
export function AppShell({
  homeHref,
  crumbs,
  search,
  inbox,
  bell,
  user,
  nav,
  banner,
  children,
}: AppShellProps) {
  return (
    <div className="shell">
      <div className="shell-head">
        <SkipLink />
        {banner}
        <header className="shell-top">
          <Link href={homeHref} className="shell-brand">
            <BrandMark />
            <span>Liftlock</span>
          </Link>
          <nav aria-label="Where you are" className="min-w-0 flex-1">
            <ol className="crumbs">
              {crumbs.map((crumb, index) => (
                <li key={`${crumb.href} ${crumb.label}`}>
                  {crumb.href && index < crumbs.length - 1 ? (
                    <Link href={crumb.href}>{crumb.label}</Link>
                  ) : (
                    <span aria-current={index === crumbs.length - 1 ? "page" : undefined}>{crumb.label}</span>
                  )}
                </li>
              ))}
            </ol>
          </nav>
          {search}
          {inbox}
          <div className="shell-side">
            <HelpSheet />
            {bell}
            {user}
          </div>
          <TooltipLayer />
        </header>
      </div>
      <div className="shell-nav-slot">{nav ? <div className="shell-nav">{nav}</div> : null}</div>
      <main id="main" tabIndex={-1} className="shell-main">
        {children}
      </main>
    </div>
  );
}
