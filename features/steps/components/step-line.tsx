import { FileText, MessageSquare } from "lucide-react";
import type { ReactNode } from "react";
import type { RowState } from "@/components/table/virtual-row";
import { Chip } from "@/components/ui/chip";
import { StateIcon } from "@/components/ui/state-icon";
import { cn } from "@/lib/cn";
import { formatDuration, plural } from "@/lib/format";
import type { StepRow } from "../schema/reading";
import { isClosed } from "./checklist-filters";
import { lookOf } from "./step-look";

interface StepLineProps {
  step: StepRow;
  href: string;
  state: RowState;
  onOpen: (code: string) => void;
  onSelect: (id: string) => void;
  /** Names of others who look at it right now. */
  watchers: readonly string[];
}

const columns =
  "grid h-full grid-cols-[16px_16px_52px_minmax(0,1fr)_auto_auto_92px_60px] items-center gap-x-3 px-3.5 max-md:grid-cols-[16px_16px_52px_minmax(0,1fr)_auto] max-sm:gap-x-2";

/** One row of a checklist: what selects it, sign, code, title, what holds it, proof, who, how long. */
export function StepLine({ step, href, state, onOpen, onSelect, watchers }: StepLineProps) {
  const look = lookOf(step);
  const over = isClosed(step);
  return (
    <div className={columns}>
      <label className="row-tick">
        <input
          type="checkbox"
          className="tick m-0"
          aria-label={`Select ${step.code}`}
          tabIndex={state.cursor ? 0 : -1}
          checked={state.selected}
          onChange={() => onSelect(step.id)}
        />
      </label>
      <StateIcon state={look.state} locked={look.locked} label={look.word} />
      <span className="font-mono text-xs text-ink-3">{step.code}</span>
      <a
        href={href}
        tabIndex={-1}
        className={cn("row-target truncate", over ? "text-ink-3" : "text-ink")}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(step.code);
        }}
      >
        {step.title}
        {step.required ? null : <span className="text-ink-3"> (optional)</span>}
      </a>
      <span className="flex max-w-72 min-w-0 items-center gap-2 max-md:max-w-28">
        {watchers.length > 0 ? <Chip tone="doing">{watchers.join(", ")} here</Chip> : null}
        <Hint step={step} />
      </span>
      <span className="flex gap-2.5 text-ink-3 max-md:hidden">
        <Mark icon={<MessageSquare size={13} aria-hidden="true" />} count={step.comments} word="comment" />
        <Mark
          icon={<FileText size={13} aria-hidden="true" />}
          count={step.evidence}
          word="piece of evidence"
          words="pieces of evidence"
        />
      </span>
      <span className="truncate max-md:hidden">
        {step.assignee?.name ?? <span className="text-ink-3">–</span>}
      </span>
      <span className="num text-right text-ink-2 max-md:hidden">{timeOf(step)}</span>
    </div>
  );
}

function Mark({
  icon,
  count,
  word,
  words,
}: {
  icon: ReactNode;
  count: number;
  word: string;
  words?: string;
}) {
  if (count === 0) return null;
  return (
    <span className="flex items-center gap-0.5 text-xs">
      {icon}
      <span className="num" aria-hidden="true">
        {count}
      </span>
      <span className="sr-only">{plural(count, word, words)}</span>
    </span>
  );
}

function Hint({ step }: { step: StepRow }) {
  if (step.skipRequest) return <Chip tone="waiting">{step.skipRequest.by.name} asks to skip</Chip>;
  if (step.state === "blocked") return <Chip tone="blocked">{step.stateReason}</Chip>;
  if (step.state === "skipped" || step.state === "not_applicable")
    return <span className="truncate text-ink-3">{step.stateReason}</span>;
  return (
    <>
      {step.paused ? <Chip tone="waiting">paused: {step.paused.reason}</Chip> : null}
      {step.late ? (
        <Chip tone="stale" className="shrink-0">
          late
        </Chip>
      ) : null}
      {step.state === "doing" && step.evidenceMissing ? <Chip tone="stale">needs evidence</Chip> : null}
      {step.state === "todo" && step.whyNot ? (
        <span className="truncate text-ink-3 max-md:hidden">{step.whyNot}</span>
      ) : null}
    </>
  );
}

/** Measured minutes once it is over, the plan's before. */
function timeOf(step: StepRow): string {
  if (step.state === "done" && step.startedAt && step.finishedAt) {
    return formatDuration(
      Math.max(0, Math.round((Date.parse(step.finishedAt) - Date.parse(step.startedAt)) / 60_000)),
    );
  }
  return step.plannedMinutes === null || step.state === "not_applicable"
    ? ""
    : formatDuration(step.plannedMinutes);
}
