import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { Link } from "./link";
import type { Tone } from "./tone";

export type TabLink = {
  href: string;
  label: string;
  current: boolean;
  icon?: ReactNode;
  count?: number;
  /** Colours the count, e.g. blocked when something there stops you. */
  tone?: Tone;
  /** What is wrong there, in words for those who can't see the mark. */
  fault?: string;
};

export type TabLinksProps = { label: string; tabs: readonly TabLink[]; className?: string };

/** Views of one thing, each with its own URL: links, so that Back works and a tab opens in a new window. */
export function TabLinks({ label, tabs, className }: TabLinksProps) {
  return (
    <nav aria-label={label} className={cn("tabs", className)}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} className="tab" aria-current={tab.current ? "page" : undefined}>
              {tab.icon}
              {tab.label}
              {tab.fault ? (
                <span data-tone="blocked">
                  <CircleAlert size={14} aria-hidden="true" />
                  <span className="sr-only">, {tab.fault}</span>
                </span>
              ) : null}
              {tab.count === undefined ? null : (
                <span className="num text-xs font-semibold" data-tone={tab.tone ?? "idle"}>
                  {formatCount(tab.count)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
