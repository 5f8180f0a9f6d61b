import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount, plural } from "@/lib/format";
import type { LogMessage } from "../schema";
import type { Decidable } from "./decide-dialog";
import { DecisionLine } from "./decision-line";
import { classWords, decisionLook, levelWords, spanText } from "./log-look";

interface MessageRowProps {
  message: LogMessage;
  /** The same screen with this message open, or shut when it is open. */
  href: string;
  open: boolean;
  zone: string;
  now: string;
  refused: string | null;
  onDecide: (about: Decidable) => void;
}

/** One message with how often it came; opened, with what is known of it, an example, and what was decided. */
export function MessageRow({ message, href, open, zone, now, refused, onDecide }: MessageRowProps) {
  const waits = message.asks && message.decision === null;
  const tone = waits || message.decision?.decision === "must_fix" ? "blocked" : "neutral";
  return (
    <li className="grid gap-x-3 gap-y-1 border-t border-line px-3.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-1.5">
          <Chip tone={tone}>{levelWords[message.level]}</Chip>
          {message.isNew ? <Chip tone="accent">New</Chip> : null}
          {message.known ? <Chip>{classWords[message.known.class]}</Chip> : null}
          {message.decision && !open ? (
            <Chip tone={decisionLook[message.decision.decision].tone}>
              {decisionLook[message.decision.decision].word}
            </Chip>
          ) : null}
        </div>
        <Link
          href={href}
          scroll={false}
          aria-expanded={open}
          className="mt-1 block font-medium wrap-anywhere"
        >
          {message.message || message.exception || "(no words)"}
        </Link>
        <p className="text-sm wrap-anywhere text-ink-3">
          {[message.logger, message.cause ? `caused by ${message.cause}` : message.exception]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {message.known && !open ? (
          <p className="mt-0.5 text-sm wrap-anywhere text-ink-2">{message.known.cause}</p>
        ) : null}
      </div>
      <div className="num flex gap-x-3 gap-y-0.5 text-sm text-ink-3 max-sm:flex-wrap max-sm:items-baseline sm:flex-col sm:items-end sm:text-right">
        <b className="text-base text-ink">{formatCount(message.entries)} ×</b>
        <span>{spanText(message.first, message.last)}</span>
        {message.before > 0 ? <span>{formatCount(message.before)} × before</span> : null}
      </div>
      {open ? (
        <div className="grid sm:col-span-2 gap-2.5 pt-1.5">
          {message.known ? <Known known={message.known} folded={message.folded} /> : null}
          <ScrollRegion label="The earliest entry" className="overflow-x-auto rounded-md bg-sunken">
            <pre className="px-3 py-2 font-mono text-xs">{message.example}</pre>
          </ScrollRegion>
          <p className="text-sm wrap-anywhere text-ink-3">
            {message.files
              .slice(0, 12)
              .map(({ name, entries }) => `${name}: ${formatCount(entries)}`)
              .join(" · ")}
            {message.files.length > 12 ? ` · and ${plural(message.files.length - 12, "file")} more` : ""}
          </p>
          {message.decision ? <DecisionLine decision={message.decision} zone={zone} now={now} /> : null}
          {message.elsewhere.map((other) => (
            <p key={other.environment.key} className="text-sm wrap-anywhere text-ink-2">
              In {other.environment.name}: {decisionLook[other.decision].word.toLowerCase()}
              {other.reason || other.link ? `, ${[other.reason, other.link].filter(Boolean).join(", ")}` : ""}
            </p>
          ))}
          {message.folded ? null : (
            <div>
              <Button
                size="sm"
                reason={refused}
                onClick={() =>
                  onDecide({
                    signature: message.signature,
                    text: message.message,
                    decision: message.decision,
                  })
                }
              >
                {message.decision ? "Decide anew" : "Decide"}
                <span className="sr-only"> about “{message.message.slice(0, 60)}”</span>
              </Button>
            </div>
          )}
        </div>
      ) : null}
    </li>
  );
}

function Known({ known, folded }: { known: NonNullable<LogMessage["known"]>; folded: boolean }) {
  return (
    <div>
      <p className="wrap-anywhere">
        {known.cause} {folded ? "It is harmless as it came here." : ""}
      </p>
      {known.remedy ? (
        <p className="mt-0.5 wrap-anywhere">
          <b>What to do:</b> {known.remedy}
        </p>
      ) : null}
      <p className="mt-0.5 text-xs wrap-anywhere text-ink-3">Source: {known.source}</p>
    </div>
  );
}
