"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useHotkeys } from "@/components/layout/use-hotkeys";
import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import { notify } from "@/components/ui/toast";
import { answerCheckAction } from "../actions";
import type { DayView, HypercareView } from "../schema";
import { AnswerDialog, type Asked } from "./answer-dialog";
import { type CareMember, type CareTimes, dayLooks, dayName } from "./care-look";
import { CheckRow } from "./check-row";

interface DayCardProps extends CareTimes {
  upgrade: string;
  environment: string;
  view: HypercareView;
  day: DayView;
  members: readonly CareMember[];
  refused: string | null;
}

/** The checks of one day, each answered by one press; `j` and `k` move, space answers clean, `f` reports a finding. */
export function DayCard({ upgrade, environment, view, day, members, zone, now, refused }: DayCardProps) {
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const rows = day.checks.flatMap((standing) => {
    const check = view.checks.find(({ id }) => id === standing.id);
    return check ? [{ standing, check }] : [];
  });
  const [at, setAt] = useState<string | null>(null);
  const current =
    rows.find(({ check }) => check.id === at) ??
    rows.find(({ standing }) => standing.answer === null) ??
    rows[0];
  const reason = refused ?? (day.state === "ahead" ? "This day has not begun: nobody has looked yet." : null);

  const focusOn = (id: string) => {
    setAt(id);
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const move = (by: number) => {
    const from = rows.findIndex(({ check }) => check.id === current?.check.id);
    const next = rows[Math.max(0, Math.min(rows.length - 1, from + by))];
    if (next) focusOn(next.check.id);
  };
  const answerClean = async (row: (typeof rows)[number]) => {
    if (reason) return void notify({ id: "refused", tone: "error", message: reason });
    // Another answer than before needs a word why.
    if (row.standing.answer)
      return setAsked({ check: row.check, answer: row.standing.answer, result: "clean" });
    setSending(row.check.id);
    const result = await answerCheckAction({
      upgrade,
      environment,
      day: day.number,
      check: row.check.id,
      version: 0,
      result: "clean",
    }).catch(() => ({
      ok: false as const,
      message: "The server could not be reached. Nothing was changed; try again.",
    }));
    setSending(null);
    if (!result.ok) return void notify({ id: row.check.id, tone: "error", message: result.message });
    const left = rows.find(({ check, standing }) => standing.answer === null && check.id !== row.check.id);
    if (left) focusOn(left.check.id);
    router.refresh();
  };
  const open = (row: (typeof rows)[number], result: Asked["result"]) =>
    reason
      ? void notify({ id: "refused", tone: "error", message: reason })
      : setAsked({ check: row.check, answer: row.standing.answer, result });
  const onCurrent = (run: (row: (typeof rows)[number]) => void) => () => current && run(current);
  useHotkeys([
    { keys: "j", label: "Next check", group: "Hypercare", run: () => move(1), repeats: true },
    { keys: "k", label: "Check before", group: "Hypercare", run: () => move(-1), repeats: true },
    {
      keys: "space",
      label: "Answer clean",
      group: "Hypercare",
      run: onCurrent((row) => void answerClean(row)),
    },
    {
      keys: "f",
      label: "Report a finding",
      group: "Hypercare",
      run: onCurrent((row) => open(row, "finding")),
    },
  ]);
  const look = dayLooks[day.state];
  return (
    <Card
      title={`${day.today ? "Today" : dayName(day.date)}: day ${day.number} of ${view.period?.days.length ?? day.number}`}
      action={
        <StateChip state={look.state}>
          {day.late && day.state === "answered" ? "Answered late" : look.word}
        </StateChip>
      }
    >
      {day.state === "missed" ? (
        <p className="border-t border-line px-3.5 py-2 text-ink-2">
          This day is over. What you answer now is shown as late, with your name and the time.
        </p>
      ) : null}
      <ul ref={list} aria-label={`Checks of day ${day.number}`}>
        {rows.map((row) => (
          <CheckRow
            key={row.check.id}
            upgrade={upgrade}
            environment={environment}
            check={row.check}
            standing={row.standing}
            current={row.check.id === current?.check.id}
            sending={sending === row.check.id}
            zone={zone}
            now={now}
            reason={reason}
            onFocus={() => setAt(row.check.id)}
            onClean={() => void answerClean(row)}
            onAsk={(result) => open(row, result)}
          />
        ))}
      </ul>
      {asked ? (
        <AnswerDialog
          upgrade={upgrade}
          environment={environment}
          day={day.number}
          asked={asked}
          members={members}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Card>
  );
}
