"use client";

import { Upload } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { formatBytes } from "@/lib/format";
import type { UploadProgress, UploadResult } from "./upload-file";
import { UploadRow } from "./upload-row";
import { useUploads } from "./use-uploads";

export type FileDropProps = {
  /** What to drop: "Drop evidence here". */
  label: string;
  hint?: ReactNode;
  /** Sends one file; usually `uploadFile` with the address filled in. */
  upload: (file: File, progress: UploadProgress) => Promise<UploadResult>;
  maxBytes: number;
  /** As in <input accept>. A help for choosing, never a check: the server decides. */
  accept?: string;
  multiple?: boolean;
  /** Each time one file has arrived. */
  onUploaded?: (file: File) => void;
  /** Also takes files pasted anywhere on the page outside a text field, e.g. a screenshot. */
  paste?: boolean;
};

/** A place for files: choose, drag or paste. Shows each one's progress; a failure names its reason and can be retried. */
export function FileDrop(props: FileDropProps) {
  const { label, hint, upload, maxBytes, accept, multiple = true, onUploaded, paste = true } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { uploads, add, retry, dismiss } = useUploads({ upload, maxBytes, onUploaded });
  const latestAdd = useRef(add);
  useEffect(() => {
    latestAdd.current = add;
  });
  useEffect(() => {
    if (!paste) return;
    const pasted = (event: ClipboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
      const files = [...(event.clipboardData?.files ?? [])];
      if (typing || files.length === 0) return;
      event.preventDefault();
      latestAdd.current(files);
    };
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  }, [paste]);
  const take = (files: FileList | null) => add([...(files ?? [])].slice(0, multiple ? undefined : 1));

  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the labelled file input inside */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
            setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <label htmlFor={id} className="inline-flex items-center gap-2">
          <Upload size={16} aria-hidden="true" />
          <span>
            {label}
            {paste ? ", paste, or " : " or "}
            <span className="link">choose {multiple ? "files" : "a file"}</span>
          </span>
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          className="sr-only"
          accept={accept}
          multiple={multiple}
          aria-describedby={`${id}-limit`}
          onChange={(event) => {
            take(event.target.files);
            // The same file again must be a change again.
            event.target.value = "";
          }}
        />
        <span id={`${id}-limit`} className="w-full text-xs text-ink-3">
          {hint} Up to {formatBytes(maxBytes)} each.
        </span>
      </div>
      {uploads.length > 0 ? (
        <ul aria-label="Uploads" className="flex flex-col gap-1.5">
          {uploads.map((one) => (
            <UploadRow
              key={one.key}
              upload={one}
              onRetry={() => retry(one.key)}
              onDismiss={() => dismiss(one.key)}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
