"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { formatDuration, formatElapsed } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { LiveStep, LiveView } from "../schema/live";
import { restsOn } from "./run-words";
import { type Tap, type useTapQueue, withTaps } from "./tap-queue";

interface LiveStepsProps {
  upgrade: string;
  view: LiveView;
  person: { id: string; name: string };
  now: number;
  zone: string;
  queue: ReturnType<typeof useTapQueue>;
  refused: Readonly<Record<string, string>>;
}

type Shown = LiveStep & { waiting: boolean };

/** What runs and what can be started now, mine first, with buttons a thumb can hit. Taps wait here while the network is away. */
export function LiveSteps({ upgrade, view, person, now, zone, queue, refused }: LiveStepsProps) {
  const [asking, setAsking] = useState<{ step: Shown; verb: "block" | "pause" } | null>(null);
  const steps = view.steps.map((step) => withTaps(step, queue.taps));
  const running = steps.filter(({ state }) => state === "doing" || state === "blocked");
  const next = steps.filter(({ state, startable, waiting }) => state === "todo" && (startable || waiting));
  const mineFirst = (list: Shown[]) =>
    [...list].sort((a, b) => Number(b.assignee?.id === person.id) - Number(a.assignee?.id === person.id));
  const words = asking?.verb === "pause" ? "Pause" : "Block";
  const ended = view.run?.endedAt ? "The run has ended." : null;
  const tap = (step: Shown, verb: Tap["verb"], reason?: string) =>
    queue.add({
      step: step.id,
      label: `${step.code} ${step.title}`,
      verb,
      version: step.version,
      ...(reason !== undefined && { reason }),
    });
  const line = (step: Shown) => (
    <li key={step.id} className="flex flex-wrap items-center gap-2.5 border-t border-line px-3.5 py-2.5">
      <StateIcon state={step.state === "doing" ? "doing" : step.state === "blocked" ? "blocked" : "idle"} />
      <div className="min-w-0 flex-1 basis-52">
        <p className="wrap-anywhere">
          <Link
            href={paths.checklist(upgrade, view.environment.key, { step: step.code })}
            className="hover:underline"
          >
            <span className="num text-ink-3">{step.code}</span> {step.title}
          </Link>
        </p>
        <p className="text-sm text-ink-3">
          {step.assignee?.id === person.id ? (
            <b className="font-semibold text-accent">yours</b>
          ) : (
            (step.assignee?.name ?? "nobody's")
          )}
          {" · "}
          {step.state === "todo" ? (
            `${formatDuration(Math.round(step.minutes))} ${restsOn(step)}`
          ) : step.paused ? (
            <b className="font-semibold text-waiting">
              paused for {formatElapsed(Math.max(0, now - Date.parse(step.paused.since)))},{" "}
              {step.paused.reason}
            </b>
          ) : (
            <>
              for {formatElapsed(now - Date.parse(step.actual.start))} of{" "}
              {formatDuration(Math.round(step.minutes))} {restsOn(step)}
              {step.stateReason ? `, ${step.stateReason}` : ""}
            </>
          )}
        </p>
      </div>
      {step.critical ? <Chip>◆ Critical</Chip> : null}
      {step.pointOfNoReturn ? <Chip tone="stale">No way back after it</Chip> : null}
      {step.lateMinutes >= 1 && step.state !== "todo" ? (
        <Chip tone="stale">{formatDuration(Math.round(step.lateMinutes))} late</Chip>
      ) : null}
      {step.waiting ? <Chip tone="waiting">Waits to be sent</Chip> : null}
      <div className="flex gap-2">
        {step.state === "todo" ? (
          <Button reason={refused["step.start"] ?? ended} onClick={() => tap(step, "start")}>
            Start<span className="sr-only"> {step.code}</span>
          </Button>
        ) : step.state === "blocked" ? (
          <Button reason={refused["step.unblock"] ?? ended} onClick={() => tap(step, "unblock")}>
            Unblock<span className="sr-only"> {step.code}</span>
          </Button>
        ) : (
          <>
            {step.paused ? (
              <Button reason={refused["step.resume"] ?? ended} onClick={() => tap(step, "resume")}>
                Go on<span className="sr-only"> with {step.code}</span>
              </Button>
            ) : null}
            <Button
              variant="primary"
              reason={refused["step.finish"] ?? ended}
              onClick={() => tap(step, "finish")}
            >
              Finish<span className="sr-only"> {step.code}</span>
            </Button>
            {step.paused ? null : (
              <Button
                reason={refused["step.pause"] ?? ended}
                onClick={() => setAsking({ step, verb: "pause" })}
              >
                Pause<span className="sr-only"> {step.code}</span>
              </Button>
            )}
            <Button
              reason={refused["step.block"] ?? ended}
              onClick={() => setAsking({ step, verb: "block" })}
            >
              Block<span className="sr-only"> {step.code}</span>
            </Button>
          </>
        )}
      </div>
    </li>
  );
  return (
    <>
      <Waiting queue={queue} zone={zone} now={now} />
      <Card title={`Running now (${running.length})`}>
        {running.length > 0 ? (
          <ul>{mineFirst(running).map(line)}</ul>
        ) : (
          <Quiet>Nothing runs this moment.</Quiet>
        )}
      </Card>
      <Card title={`Can be started (${next.length})`}>
        {next.length > 0 ? (
          <ul>{mineFirst(next).map(line)}</ul>
        ) : (
          <Quiet>Nothing can be started this moment.</Quiet>
        )}
      </Card>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={`${words} ${asking?.step.code}?`}
        confirmLabel={words}
        reason={{
          label: asking?.verb === "pause" ? "Why nobody works on it" : "What it waits for",
          required: true,
        }}
        onConfirm={async (reason) => {
          if (asking) tap(asking.step, asking.verb, reason);
          return { ok: true };
        }}
      />
    </>
  );
}

/** Taps on this device that the server has not taken. */
function Waiting({ queue, zone, now }: { queue: LiveStepsProps["queue"]; zone: string; now: number }) {
  const { taps, away } = queue;
  if (taps.length === 0) return null;
  const iso = new Date(now).toISOString();
  const refused = taps.filter((tap) => tap.refused !== null);
  const waiting = taps.length - refused.length;
  return (
    <Notice
      tone={refused.length > 0 ? "warning" : "info"}
      live
      title={
        refused.length > 0
          ? "Somebody was faster."
          : away
            ? "No network: what you tap is kept here."
            : "Being sent …"
      }
    >
      {waiting > 0 ? (
        <p>
          {waiting === 1 ? "1 tap waits" : `${waiting} taps wait`} on this device and will be sent in order.
        </p>
      ) : null}
      <ul className="grid gap-1.5">
        {refused.map((tap) => (
          <li key={tap.id} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 wrap-anywhere">
              {tap.verb} {tap.label}, <Time value={tap.at} zone={zone} now={iso} show="time" />: {tap.refused}
            </span>
            <Button size="sm" onClick={() => queue.dismiss(tap.step)}>
              Take away<span className="sr-only"> the tap on {tap.label}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Quiet({ children }: { children: React.ReactNode }) {
  return <p className="border-t border-line px-3.5 py-3 text-ink-3">{children}</p>;
}
