"use client";

import type { MouseEvent, ReactNode } from "react";

/** Links inside that change only what this page shows take effect at once, without asking the server for the page again. */
export function SamePage({ children }: { children: ReactNode }) {
  const onClickCapture = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (
      !(link instanceof HTMLAnchorElement) ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      link.target ||
      link.download
    )
      return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
    event.preventDefault();
    event.stopPropagation();
    window.history.pushState(null, "", url);
  };
  return (
    <div className="contents" onClickCapture={onClickCapture}>
      {children}
    </div>
  );
}
