import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { Link } from "./link";
import { ScrollRegion } from "./scroll-region";
import { tip } from "./tip";

export type SidePanelProps = {
  title: ReactNode;
  /** Above the title: "D-15 · Data migration · required". */
  eyebrow?: ReactNode;
  /** Where closing leads: the same screen without this item in its URL. */
  closeHref: string;
  children: ReactNode;
  /** Buttons below the title, always in view. */
  actions?: ReactNode;
  footer?: ReactNode;
  className?: string;
};

/**
 * Details beside a list that keeps its place; what is open is in the URL. It fills the panel side of SplitView, which is
 * the whole screen on a phone.
 */
export function SidePanel({
  title,
  eyebrow,
  closeHref,
  children,
  actions,
  footer,
  className,
}: SidePanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("flex h-full min-h-0 flex-col bg-bg wrap-anywhere", className)}
    >
      <header className="px-4.5 pt-3 pb-3">
        <div className="flex min-h-8 items-center gap-2 text-ink-3">
          <div className="min-w-0 flex-1">{eyebrow}</div>
          <Link
            href={closeHref}
            scroll={false}
            aria-label="Close"
            className="btn btn-quiet btn-icon btn-sm -mr-1.5 no-print"
            {...tip("Close")}
          >
            <X size={16} aria-hidden="true" />
          </Link>
        </div>
        <h2
          id={id}
          tabIndex={-1}
          className="mt-0.5 text-lg font-bold tracking-tight text-balance outline-none"
        >
          {title}
        </h2>
        {actions ? <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      <ScrollRegion label="Details" className="min-h-0 flex-1 overflow-y-auto px-4.5 pb-5">
        {children}
      </ScrollRegion>
      {footer ? <footer className="border-t border-line bg-surface px-4.5 py-3">{footer}</footer> : null}
    </section>
  );
}

export type FactsProps = { items: readonly { label: string; value: ReactNode }[]; className?: string };

/** Label and value pairs of a panel, labels aligned: Why, Owner, After, Proof, Back out. */
export function Facts({ items, className }: FactsProps) {
  return (
    <dl className={cn("grid grid-cols-[92px_minmax(0,1fr)] gap-x-2.5 gap-y-1.5", className)}>
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-ink-3">{item.label}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
