"use client";

import { lazy, Suspense } from "react";
import { cn } from "@/lib/cn";
import type { MarkdownProps } from "./markdown";

const Loaded = lazy(() => import("./markdown").then((module) => ({ default: module.Markdown })));

/** Markdown for client components: the plain text until the parser has arrived, then the same text formatted. */
export function MarkdownLazy({ text, className }: MarkdownProps) {
  return (
    <Suspense fallback={<div className={cn("whitespace-pre-wrap", className)}>{text}</div>}>
      <Loaded text={text} className={className} />
    </Suspense>
  );
}
