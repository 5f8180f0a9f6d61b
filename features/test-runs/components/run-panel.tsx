"use client";

import type { RefObject } from "react";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { MarkdownLazy } from "@/components/ui/markdown-lazy";
import { Facts, SidePanel } from "@/components/ui/side-panel";
import { paths } from "@/lib/paths";
import type { Given, RecordedResult, RunRow } from "./use-recording";

export const resultKeys = [
  { key: "p", result: "passed", label: "Passed" },
  { key: "f", result: "failed", label: "Failed" },
  { key: "b", result: "blocked", label: "Blocked" },
  { key: "s", result: "skipped", label: "Skipped" },
] as const satisfies readonly { key: string; result: RecordedResult; label: string }[];

export type RunPanelProps = {
  upgrade: string;
  row: RunRow;
  form: RefObject<HTMLFormElement | null>;
  /** What was typed with a result that was refused; null when there is none. */
  typed: Given | null;
  /** Why nothing can be recorded; null when it can. */
  reason: string | null;
  closeHref: string;
  onResult: (result: RecordedResult) => void;
};

/** The case to carry out: what to do, what to see, and what came out. */
export function RunPanel({ upgrade, row, form, typed, reason, closeHref, onResult }: RunPanelProps) {
  const needs = row.threshold
    ? `${row.threshold.direction === "at_least" ? "≥" : "≤"} ${row.threshold.value} ${row.threshold.unit}`.trim()
    : null;
  return (
    <SidePanel
      eyebrow={`${row.code} · ${row.useCase}`}
      title={row.title}
      closeHref={closeHref}
      actions={resultKeys.map(({ key, result, label }) => (
        <Button
          key={result}
          size="sm"
          kbd={key}
          reason={reason}
          aria-pressed={row.shown?.result === result}
          onClick={() => onResult(result)}
        >
          {label}
        </Button>
      ))}
    >
      {/* Fields belong to one case: what was typed for the last one must not be recorded with this one. */}
      <form
        key={typed ? `${row.id} refused` : row.id}
        ref={form}
        className="mb-4 flex flex-col gap-3"
        onSubmit={(event) => event.preventDefault()}
      >
        <div className="grid grid-cols-2 gap-3">
          {needs ? (
            <TextInput
              name="measured"
              label={`Measured (${needs})`}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={typed?.measured ?? ""}
            />
          ) : null}
          <TextInput
            name="minutes"
            label="Minutes"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={typed?.minutes ?? ""}
          />
        </div>
        <TextArea name="note" label="Note" rows={2} defaultValue={typed?.note} />
        <TextInput
          name="defectUrl"
          label="Defect"
          type="url"
          placeholder="https://"
          defaultValue={typed?.defectUrl ?? ""}
        />
      </form>
      <Facts
        items={[
          {
            label: "Steps",
            value: row.steps ? (
              <MarkdownLazy text={row.steps} />
            ) : (
              <span className="text-ink-3">No steps written down.</span>
            ),
          },
          {
            label: "Expected",
            value: row.expected ? (
              <MarkdownLazy text={row.expected} />
            ) : (
              <span className="text-ink-3">Nothing written down.</span>
            ),
          },
          { label: "Needed", value: row.required ? "Required" : "Optional" },
          ...(row.latest
            ? [
                {
                  label: "In this run",
                  value: `${row.latest.result}${row.latest.revision === row.revision ? "" : ` (revision ${row.latest.revision})`}, by ${row.latest.by}${row.latest.times > 1 ? `; recorded ${row.latest.times} times, the latest counts` : ""}`,
                },
              ]
            : []),
        ]}
      />
      <div className="mt-4">
        <LinkButton href={paths.testCase(upgrade, row.code)} size="sm">
          All executions of {row.code}
        </LinkButton>
      </div>
    </SidePanel>
  );
}
