"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { formatDuration, plural } from "@/lib/format";
import { backOutAction, backOutOfStepAction, endBackOutAction } from "../actions";
import type { RunView } from "../schema/runs";

interface BackOutCardProps {
  upgrade: string;
  view: RunView;
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

type Row = RunView["backOutPlan"][number];

/** The way back from where the run is: the reverse of what was done, timed while it is gone. */
export function BackOutCard({ upgrade, view, zone, now, refused }: BackOutCardProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState<string | null>(null);
  const { backOut, backOutPlan: plan } = view;
  const seen = { upgrade, run: view.id, version: view.version };
  const going = backOut !== null && backOut.endedAt === null && view.endedAt === null;
  const left = plan.filter(({ finishedAt }) => finishedAt === null).length;
  const act = async (name: string, run: () => Promise<{ ok: true } | { ok: false; message: string }>) => {
    setPending(name);
    const result = await run();
    setPending(null);
    if (!result.ok) void notify({ message: result.message, tone: "error" });
    router.refresh();
  };
  const begin =
    view.endedAt !== null
      ? "The run has ended."
      : plan.length === 0
        ? "Nothing was done yet that says how it is undone."
        : (refused["run.backOut"] ?? null);
  return (
    <Card
      title="The way back"
      action={
        backOut === null ? (
          <Button size="sm" reason={begin} onClick={() => setAsking(true)}>
            Back out
          </Button>
        ) : going ? (
          <Button
            size="sm"
            variant="primary"
            pending={pending === "end"}
            reason={refused["run.endBackOut"] ?? (left > 0 ? `${plural(left, "step")} still to undo.` : null)}
            onClick={() => act("end", () => endBackOutAction(seen))}
          >
            Everything is undone
          </Button>
        ) : null
      }
    >
      <p className="border-t border-line px-3.5 py-2 text-ink-2">
        {backOut === null ? (
          view.endedAt !== null ? (
            "Nobody went back in this run."
          ) : plan.length === 0 ? (
            "The reverse of what was done appears here: each step that says how it is undone, the last first."
          ) : (
            `${plural(plan.length, "step")} to undo from here, the last first.`
          )
        ) : (
          <>
            Begun <Time value={backOut.startedAt} zone={zone} now={now} />,{" "}
            {backOut.endedAt
              ? `took ${formatDuration(backOut.minutes)}.`
              : `${formatDuration(backOut.minutes)} so far.`}
          </>
        )}
      </p>
      {plan.length > 0 ? (
        <ol aria-label="Steps to undo, in order">
          {plan.map((row) => (
            <li
              key={row.step}
              className="flex flex-wrap items-center gap-2.5 border-t border-line px-3.5 py-2"
            >
              <StateIcon {...stateOf(row)} />
              <div className="min-w-0 flex-1 basis-60">
                <p className="wrap-anywhere">
                  <span className="num text-ink-3">{row.code}</span> {row.title}
                </p>
                <p className="text-sm wrap-anywhere whitespace-pre-line text-ink-3">{row.backOut}</p>
              </div>
              {row.startedAt && row.finishedAt ? (
                <span className="num text-sm text-ink-3">
                  {formatDuration(minutes(row.startedAt, row.finishedAt))}, {row.by?.name}
                </span>
              ) : going ? (
                <Button
                  size="sm"
                  pending={pending === row.step}
                  reason={refused["run.backOutStep"] ?? null}
                  onClick={() =>
                    act(row.step, () =>
                      backOutOfStepAction({
                        upgrade,
                        run: view.id,
                        step: row.step,
                        done: row.startedAt !== null,
                      }),
                    )
                  }
                >
                  {row.startedAt ? "Undone" : "Begin"}
                  <span className="sr-only"> {row.code}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Back out of ${view.kind === "live" ? "the live run" : "the pilot"}?`}
        confirmLabel="Back out"
        danger={view.kind === "live"}
        reason={{ label: "Why", hint: "Kept in the history.", required: true }}
        onConfirm={async (reason) => {
          const result = await backOutAction({ ...seen, reason });
          router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {plural(plan.length, "step")} to undo, timed one by one. In a pilot this rehearses the way back.
      </ConfirmDialog>
    </Card>
  );
}

const minutes = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

const stateOf = ({ startedAt, finishedAt }: Row) =>
  finishedAt
    ? ({ state: "done", label: "Undone" } as const)
    : startedAt
      ? ({ state: "doing", label: "Being undone" } as const)
      : ({ state: "idle", label: "To undo" } as const);
