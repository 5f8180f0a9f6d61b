import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { CopyButton } from "./copy-button";

export type CodeBlockProps = {
  /** What is copied: exactly this text. */
  code: string;
  /** Shown instead of `code`, e.g. with its filled placeholders marked. */
  children?: ReactNode;
  /** What it is: "Command", "deployment.toml". */
  label?: string;
  className?: string;
};

/** A command or a piece of configuration, wrapped, never cut, with a copy button. */
export function CodeBlock({ code, children, label = "Command", className }: CodeBlockProps) {
  return (
    <figure aria-label={label} className={cn("relative rounded-md border border-line bg-sunken", className)}>
      <pre className="overflow-x-auto py-2.5 pr-10 pl-2.5 leading-relaxed whitespace-pre-wrap wrap-anywhere">
        <code>{children ?? code}</code>
      </pre>
      <div className="no-print absolute top-1 right-1">
        <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </figure>
  );
}
