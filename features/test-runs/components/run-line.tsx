import { Chip } from "@/components/ui/chip";
import { StateIcon } from "@/components/ui/state-icon";
import { resultLook } from "@/features/test-cases/components/result-look";
import { formatCount } from "@/lib/format";
import type { RunRow } from "./use-recording";

/** A case in a run: its result so far, its name, what was measured. */
export function RunLine({ row, onOpen }: { row: RunRow; onOpen: (code: string) => void }) {
  const { state, word } = resultLook[row.shown?.result ?? "not_run"];
  return (
    <div className="flex h-full items-center gap-3 px-4">
      <StateIcon state={state} />
      <span className="num w-14 shrink-0 font-mono text-xs text-ink-3">{row.code}</span>
      <button
        type="button"
        tabIndex={-1}
        className="row-target min-w-0 flex-1 truncate text-left"
        onClick={() => onOpen(row.code)}
      >
        {row.title}
      </button>
      {row.shown?.note ? (
        <span className="max-w-52 shrink truncate text-xs text-ink-3 max-md:hidden">{row.shown.note}</span>
      ) : null}
      {row.shown?.measured != null ? (
        <span className="num shrink-0 text-xs text-ink-2">
          {formatCount(row.shown.measured)} {row.threshold?.unit}
        </span>
      ) : null}
      {row.required ? null : <Chip className="max-sm:hidden">optional</Chip>}
      <span
        className="w-16 shrink-0 text-right text-xs"
        data-tone={state}
        aria-busy={row.saving || undefined}
      >
        {word}
      </span>
    </div>
  );
}
