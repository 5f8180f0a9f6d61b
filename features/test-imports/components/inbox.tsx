"use client";

import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { StateIcon } from "@/components/ui/state-icon";
import { notify } from "@/components/ui/toast";
import { resultLook } from "@/features/test-cases/components/result-look";
import { plural } from "@/lib/format";
import { resolveItemsAction } from "../actions";
import type { InboxItem } from "../schema";
import { SortDialog, type SortDialogProps } from "./sort-dialog";

export type InboxProps = Pick<SortDialogProps, "upgrade" | "cases" | "useCases"> & {
  items: readonly InboxItem[];
  state: InboxItem["state"];
  /** Why nothing can be sorted; null when it can. */
  reason: string | null;
};

const outcome = { open: "", mapped: "mapped to", created: "made into", dismissed: "dismissed" } as const;

/** Results of cases that Liftlock doesn't know: each is sorted by a person, and the same name is known from then on. */
export function Inbox({ upgrade, cases, useCases, items, state, reason }: InboxProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sorting, setSorting] = useState<{
    as: "case" | "new_case" | "dismissed";
    items: readonly InboxItem[];
  } | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const ticked = items.filter((item) => chosen.has(item.id));
  const toggle = (id: string) =>
    setChosen((was) => {
      const next = new Set(was);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  async function take(item: InboxItem) {
    if (!item.testCase) return;
    setPending(item.id);
    const result = await resolveItemsAction({
      upgrade,
      items: [{ id: item.id, version: item.version }],
      resolution: { as: "case", testCase: item.testCase.code },
    });
    setPending(null);
    void notify(
      result.ok
        ? { message: `“${item.name}” is ${item.testCase.code} from now on` }
        : { tone: "error", message: "It is still in the inbox", detail: result.message },
    );
  }

  if (items.length === 0) {
    return (
      <EmptyState title={state === "open" ? "Nothing to sort" : "Nothing here"} headingLevel={3}>
        {state === "open"
          ? "Results whose test case Liftlock doesn't know wait here until somebody says which case they are. None is dropped."
          : "Results sorted this way are listed here."}
      </EmptyState>
    );
  }
  return (
    <>
      {state === "open" ? (
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
          <Checkbox
            label={ticked.length > 0 ? `${ticked.length} selected` : "Select all"}
            checked={ticked.length === items.length}
            onChange={() =>
              setChosen(ticked.length === items.length ? new Set() : new Set(items.map((item) => item.id)))
            }
          />
          <span className="ml-auto flex flex-wrap gap-2">
            <Button
              size="sm"
              reason={reason ?? (ticked.length === 0 ? "Select results first." : null)}
              onClick={() => setSorting({ as: "new_case", items: ticked })}
            >
              Make test cases
            </Button>
            <Button
              size="sm"
              reason={reason ?? (ticked.length === 0 ? "Select results first." : null)}
              onClick={() => setSorting({ as: "dismissed", items: ticked })}
            >
              Dismiss
            </Button>
          </span>
        </div>
      ) : null}
      <ul aria-label="Imported results" className="divide-y divide-line border-t border-line">
        {items.map((item) => {
          const { state: look, word } = resultLook[item.result];
          const where = [item.suite, item.className]
            .filter((part, index, all) => part && all.indexOf(part) === index)
            .join(" › ");
          return (
            <li key={item.id} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 py-2.5">
              {state === "open" ? (
                <Checkbox
                  label={`Select ${item.name}`}
                  labelHidden
                  checked={chosen.has(item.id)}
                  onChange={() => toggle(item.id)}
                />
              ) : null}
              <StateIcon state={look} label={word} className="mt-1" />
              <div className="min-w-0 flex-1 basis-60">
                <div className="font-medium wrap-anywhere">{item.name}</div>
                <div className="text-xs text-ink-3 wrap-anywhere">
                  {where ? `${where} · ` : ""}
                  {item.environment.name}, run {item.run} · {item.fileName}
                </div>
                {item.reason ? <div className="text-xs text-ink-2">{item.reason}</div> : null}
                {item.message ? (
                  <details className="text-xs">
                    <summary className="cursor-pointer truncate text-ink-3">
                      {item.message.split("\n")[0]}
                    </summary>
                    <pre className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap wrap-anywhere">
                      {item.message}
                    </pre>
                  </details>
                ) : null}
              </div>
              {state === "open" ? (
                <span className="flex flex-wrap gap-2">
                  {item.testCase && !item.testCase.threshold ? (
                    <Button
                      size="sm"
                      reason={reason}
                      pending={pending === item.id}
                      onClick={() => void take(item)}
                    >
                      Map to {item.testCase.code} “{cut(item.testCase.title)}”
                    </Button>
                  ) : null}
                  <Button size="sm" reason={reason} onClick={() => setSorting({ as: "case", items: [item] })}>
                    {item.testCase?.threshold
                      ? `Enter the value of ${item.testCase.code}`
                      : item.testCase
                        ? "Another case"
                        : "Choose the case"}
                  </Button>
                </span>
              ) : (
                <span className="text-ink-2">
                  <Chip>
                    {outcome[item.state]}{" "}
                    {item.testCase && item.state !== "dismissed" ? item.testCase.code : ""}
                  </Chip>{" "}
                  {item.resolvedBy}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {sorting ? (
        <SortDialog
          upgrade={upgrade}
          cases={cases}
          useCases={useCases}
          as={sorting.as}
          items={sorting.items}
          onClose={(resolved) => {
            setSorting(null);
            if (resolved > 0) {
              setChosen(new Set());
              void notify({ message: `Sorted ${plural(resolved, "result")}` });
            }
          }}
        />
      ) : null}
    </>
  );
}

const cut = (title: string): string => (title.length > 42 ? `${title.slice(0, 41)}…` : title);
