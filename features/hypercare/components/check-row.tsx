"use client";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { MarkdownLazy } from "@/components/ui/markdown-lazy";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { cn } from "@/lib/cn";
import type { CheckView, DayView } from "../schema";
import { type CareTimes, checkLooks, pageOf } from "./care-look";

interface CheckRowProps extends CareTimes {
  upgrade: string;
  environment: string;
  check: CheckView;
  standing: DayView["checks"][number];
  /** The keyboard is on it. */
  current: boolean;
  sending: boolean;
  reason: string | null;
  onFocus: () => void;
  onClean: () => void;
  onAsk: (result: "clean" | "finding") => void;
}

/** One check of a day: how to look, what was seen by whom, and what answers it. */
export function CheckRow(props: CheckRowProps) {
  const { upgrade, environment, check, standing, current, sending, zone, now, reason } = props;
  const { answer } = standing;
  const look = checkLooks[standing.state];
  const page = pageOf(upgrade, environment, check.page);
  return (
    <li
      data-row={check.id}
      tabIndex={-1}
      aria-current={current ? "true" : undefined}
      onFocus={props.onFocus}
      className={cn(
        "border-t border-line px-3.5 py-2.5 outline-none focus-visible:bg-bg",
        current && "shadow-[inset_3px_0_0_var(--color-accent)]",
      )}
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-semibold wrap-anywhere">{check.title}</p>
          {answer ? (
            <p className="mt-0.5 text-sm wrap-anywhere text-ink-3">
              {standing.late ? "Late, " : ""}
              {answer.by.name}, <Time value={answer.at} zone={zone} now={now} show="day" />
              {answer.corrected ? (
                <>
                  ; corrected by {answer.corrected.by.name},{" "}
                  <Time value={answer.corrected.at} zone={zone} now={now} show="day" />
                </>
              ) : null}
              {answer.note === "" ? "" : `: ${answer.note}`}{" "}
              {answer.link === "" ? null : (
                <a href={answer.link} target="_blank" rel="noopener noreferrer" className="link">
                  {answer.link}
                </a>
              )}
            </p>
          ) : null}
          <div className="mt-1 flex flex-wrap items-start gap-x-4 gap-y-1">
            <details className="min-w-0 open:basis-full">
              <summary className="w-fit text-sm text-ink-2 underline">How to look</summary>
              <MarkdownLazy text={check.text} className="mt-1 text-ink-2" />
              {check.sources.length > 0 ? (
                <p className="mt-1 text-xs wrap-anywhere text-ink-3">From {check.sources.join(", ")}</p>
              ) : null}
            </details>
            {page ? (
              <Link href={page.href} className="link text-sm" aria-label={`${page.label} for ${check.title}`}>
                {page.label}
              </Link>
            ) : null}
          </div>
        </div>
        <div className="flex flex-wrap items-center justify-end gap-1.5 max-sm:justify-start">
          <StateChip state={look.state}>{standing.late ? `${look.word}, late` : look.word}</StateChip>
          {answer ? (
            <Button
              size="sm"
              reason={reason}
              onClick={() => props.onAsk(answer.result)}
              aria-label={`Correct ${check.title}`}
            >
              Correct…
            </Button>
          ) : (
            <>
              <Button
                size="sm"
                variant="primary"
                reason={reason}
                pending={sending}
                onClick={props.onClean}
                aria-label={`Clean: ${check.title}`}
              >
                Clean
              </Button>
              <Button
                size="sm"
                reason={reason}
                onClick={() => props.onAsk("finding")}
                aria-label={`Finding: ${check.title}`}
              >
                Finding…
              </Button>
              <Button
                size="sm"
                variant="quiet"
                reason={reason}
                onClick={() => props.onAsk("clean")}
                aria-label={`Clean with a note: ${check.title}`}
              >
                Note…
              </Button>
            </>
          )}
        </div>
      </div>
    </li>
  );
}
