"use client";

import { useEffect, useState } from "react";

interface EvidencePreviewProps {
  kind: "image" | "text";
  name: string;
  /** The content's address with `?inline=1`. */
  src: string;
}

/** How much of a text file is shown, in characters. */
const shownText = 4_000;

/** A look at a file where it is listed: images as they are, the beginning of texts. Opened on demand, so that a list stays light. */
export function EvidencePreview({ kind, name, src }: EvidencePreviewProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-doing">Preview</summary>
      {open ? kind === "image" ? <Picture name={name} src={src} /> : <Beginning src={src} /> : null}
    </details>
  );
}

function Picture({ name, src }: { name: string; src: string }) {
  // biome-ignore lint/performance/noImgElement: evidence is private and already small; the image optimizer must not cache it
  return <img src={src} alt={name} className="mt-1.5 max-h-80 max-w-full rounded border border-line" />;
}

function Beginning({ src }: { src: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch(src, { signal: stop.signal })
      .then((response) =>
        response.ok ? response.text() : Promise.reject(new Error(String(response.status))),
      )
      .then(
        setText,
        () => stop.signal.aborted || setText("The preview could not be read. Download the file instead."),
      );
    return () => stop.abort();
  }, [src]);
  if (text === null) return <p className="text-ink-3">Reading…</p>;
  return (
    <pre className="mt-1.5 max-h-80 overflow-auto rounded border border-line bg-sunken p-2 whitespace-pre-wrap wrap-anywhere">
      {text.slice(0, shownText)}
      {text.length > shownText ? "\n…" : ""}
    </pre>
  );
}
