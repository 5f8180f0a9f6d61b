"use client";

import { useEffect, useRef, useState } from "react";
import { formatBytes } from "@/lib/format";
import type { UploadProgress, UploadResult } from "./upload-file";

export type UploadState = {
  key: number;
  file: File;
  status: "sending" | "done" | "failed";
  /** 0 to 1. */
  share: number;
  message?: string;
  /** Trying again cannot help, e.g. too large. */
  final?: boolean;
};

type Options = {
  upload: (file: File, progress: UploadProgress) => Promise<UploadResult>;
  maxBytes: number;
  onUploaded?: (file: File) => void;
};

const DONE_STAYS_MS = 4000;

/** Sends files one by one as they are added and keeps how each is doing. Leaving the screen cancels what is on its way. */
export function useUploads({ upload, maxBytes, onUploaded }: Options) {
  const [uploads, setUploads] = useState<readonly UploadState[]>([]);
  const nextKey = useRef(0);
  const running = useRef(new Map<number, AbortController>());
  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const update = (key: number, change: Partial<UploadState>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const dismiss = (key: number) => {
    running.current.get(key)?.abort();
    setUploads((all) => all.filter((one) => one.key !== key));
  };

  async function send(key: number, file: File) {
    const controller = new AbortController();
    running.current.set(key, controller);
    update(key, { status: "sending", share: 0, message: undefined });
    const onProgress = (share: number) => update(key, { share });
    const result = await upload(file, { onProgress, signal: controller.signal }).catch(() => ({
      ok: false as const,
      message: "The file could not be sent.",
    }));
    running.current.delete(key);
    if (!result.ok) return update(key, { status: "failed", message: result.message });
    update(key, { status: "done", share: 1 });
    onUploaded?.(file);
    setTimeout(() => dismiss(key), DONE_STAYS_MS);
  }

  function add(files: readonly File[]) {
    for (const file of files) {
      const key = nextKey.current++;
      const refusal =
        file.size > maxBytes
          ? `It is larger than the ${formatBytes(maxBytes)} a file may have.`
          : file.size === 0
            ? "The file is empty."
            : null;
      const start: UploadState = { key, file, status: "sending", share: 0 };
      setUploads((all) => [
        ...all,
        refusal ? { ...start, status: "failed", message: refusal, final: true } : start,
      ]);
      if (!refusal) void send(key, file);
    }
  }

  function retry(key: number) {
    const one = uploads.find((upload) => upload.key === key);
    if (one) void send(key, one.file);
  }

  return { uploads, add, retry, dismiss };
}
