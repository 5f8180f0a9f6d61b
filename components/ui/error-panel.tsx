import type { ReactNode } from "react";
import { Notice } from "./notice";

export type ErrorPanelProps = {
  /** What could not be shown: "The comments could not be loaded." */
  title: string;
  /** What was kept and what to do. */
  children?: ReactNode;
  /** Buttons: retry first. */
  action?: ReactNode;
  /** What to quote to whoever runs the server. */
  reference?: string;
  className?: string;
};

/** A panel that failed alone: says what happened, what was kept and what to do, while the rest of the page works. */
export function ErrorPanel({ title, children, action, reference, className }: ErrorPanelProps) {
  return (
    <Notice tone="error" title={title} action={action} live className={className}>
      {children ?? "The rest of the page works, and nothing you typed was lost."}
      {reference ? (
        <span className="mt-1 block text-xs text-ink-3">
          Reference <code>{reference}</code>
        </span>
      ) : null}
    </Notice>
  );
}
