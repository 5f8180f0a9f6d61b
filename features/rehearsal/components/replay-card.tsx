"use client";

import { useId, useState } from "react";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { formatElapsed } from "@/lib/format";
import type { RunView } from "../schema/runs";

interface ReplayCardProps {
  view: RunView;
  zone: string;
  now: string;
}

/** The run once more: what was going on at any moment of it. */
export function ReplayCard({ view, zone, now }: ReplayCardProps) {
  const id = useId();
  const from = Date.parse(view.startedAt);
  const to = Date.parse(view.endedAt ?? now);
  const [at, setAt] = useState(from);
  const moment = new Date(at).toISOString();
  const before = (iso: string | null) => iso !== null && Date.parse(iso) <= at;
  const running = view.steps.filter((step) => before(step.startedAt) && !before(step.finishedAt));
  const done = view.steps.filter((step) => before(step.finishedAt)).length;
  const entry = view.entries.findLast((one) => before(one.at));
  return (
    <Card title="Replay" padded>
      <label htmlFor={id} className="field-label">
        Moment of the run
      </label>
      <input
        id={id}
        type="range"
        className="w-full accent-accent"
        min={from}
        max={Math.max(from, to)}
        step={60_000}
        value={at}
        aria-valuetext={`${formatElapsed(at - from)} after the begin`}
        onChange={(event) => setAt(Number(event.target.value))}
      />
      <p className="num mt-1 flex flex-wrap justify-between gap-x-3 text-ink-2">
        <Time value={moment} zone={zone} now={now} />
        <span>{formatElapsed(at - from)} after the begin</span>
      </p>
      <p className="mt-2">
        {done === 0
          ? "Nothing was finished yet."
          : `${done} ${done === 1 ? "step was" : "steps were"} finished.`}{" "}
        {running.length === 0 ? "Nothing was running." : "Running:"}
      </p>
      <ul className="text-ink-2">
        {running.map((step) => (
          <li key={step.step} className="wrap-anywhere">
            <span className="num text-ink-3">{step.code}</span> {step.title}
          </li>
        ))}
      </ul>
      {entry ? <p className="mt-2 text-sm wrap-anywhere text-ink-3">Last in the log: {entry.text}</p> : null}
    </Card>
  );
}
