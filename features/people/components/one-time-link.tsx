"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { formatDateTime } from "@/lib/format";

export interface OneTimeLinkProps {
  link: string;
  expiresAt: string;
  zone: string;
  /** Whom to give it to: "nia@example.com". */
  to: string;
}

/** A link that is shown this once, with what to do with it. */
export function OneTimeLink({ link, expiresAt, zone, to }: OneTimeLinkProps) {
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="success" live>
        Give this link to {to}, by chat or mail. Whoever opens it first can use it, so don't post it where
        others read along.
      </Notice>
      <div className="flex items-center gap-2">
        <input
          className="input font-mono text-sm"
          aria-label="One-time link"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={link} label="Copy link" />
      </div>
      <p className="text-ink-3">
        It works once, until {formatDateTime(expiresAt, zone)}. It is not shown again: a lost link is replaced
        by making a new one.
      </p>
    </div>
  );
}
