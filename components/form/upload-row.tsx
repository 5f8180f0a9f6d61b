"use client";

import { RotateCw, X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { StateIcon } from "@/components/ui/state-icon";
import { formatBytes } from "@/lib/format";
import type { UploadState } from "./use-uploads";

export type UploadRowProps = { upload: UploadState; onRetry: () => void; onDismiss: () => void };

const states = { sending: "doing", done: "done", failed: "blocked" } as const;
const words = { sending: "Sending", done: "Saved", failed: "Not saved" } as const;

/** One file on its way: how far, arrived, or why not. */
export function UploadRow({ upload, onRetry, onDismiss }: UploadRowProps) {
  const { file, status, share, message, final } = upload;
  return (
    <li className="card flex items-center gap-2.5 px-3 py-2">
      <StateIcon state={states[status]} label={words[status]} />
      <div className="min-w-0 flex-1">
        <div className="flex gap-2">
          <span className="truncate font-medium">{file.name}</span>
          <span className="num ml-auto shrink-0 text-xs text-ink-3">{formatBytes(file.size)}</span>
        </div>
        {status === "sending" ? (
          <ProgressBar
            done={Math.round(share * 100)}
            total={100}
            label={`Sending ${file.name}`}
            className="mt-1.5"
          />
        ) : null}
        {message ? (
          <div role="alert" className="text-sm text-blocked">
            {message}
          </div>
        ) : null}
      </div>
      {status === "failed" && !final ? (
        <IconButton
          label={`Send ${file.name} again`}
          size="sm"
          icon={<RotateCw size={14} />}
          onClick={onRetry}
        />
      ) : null}
      {status === "done" ? null : (
        <IconButton
          label={status === "sending" ? `Cancel ${file.name}` : `Dismiss ${file.name}`}
          size="sm"
          icon={<X size={14} />}
          onClick={onDismiss}
        />
      )}
    </li>
  );
}
