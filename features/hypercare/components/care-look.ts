import type { VisualState } from "@/components/ui/tone";
import type { CheckState, DayState } from "@/domain/hypercare/standing";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { CheckView, HypercareView } from "../schema";

type Look = { state: VisualState; word: string };

/** Icon and word of a check on a day. */
export const checkLooks: Record<CheckState, Look> = {
  ahead: { state: "na", word: "Ahead" },
  open: { state: "idle", word: "Open" },
  missed: { state: "blocked", word: "Missed" },
  clean: { state: "done", word: "Clean" },
  finding: { state: "waiting", word: "Finding" },
};

/** Icon and word of a whole day. */
export const dayLooks: Record<DayState, Look> = {
  ahead: { state: "na", word: "Ahead" },
  open: { state: "doing", word: "To answer" },
  missed: { state: "blocked", word: "Missed" },
  answered: { state: "done", word: "Answered" },
};

export const severityNames = { critical: "Critical", major: "Major", minor: "Minor" } as const;

/** The page of the environment on which a check is answered; null where Liftlock has none. */
export function pageOf(
  upgrade: string,
  environment: string,
  page: CheckView["page"],
): { href: string; label: string } | null {
  switch (page) {
    case "health":
      return { href: paths.health(upgrade, environment), label: "Open health" };
    case "counts":
      return { href: `${paths.health(upgrade, environment)}#counts`, label: "Open counts" };
    case "logs":
      return { href: paths.logs(upgrade, environment), label: "Open logs" };
    case null:
      return null;
  }
}

/** What is left until the exit is clean, one phrase each; empty where nothing is. */
export function leftOf({ period, findings }: HypercareView): string[] {
  if (period === null) return [];
  const missed = period.days.filter(({ state }) => state === "missed").length;
  const today = period.days.find((day) => day.today);
  const open = today?.checks.filter(({ state }) => state === "open").length ?? 0;
  const ahead = period.days.filter(({ state }) => state === "ahead").length;
  const found = findings.filter(({ closed }) => closed === null).length;
  return [
    ...(open > 0 ? [`${plural(open, "check")} today`] : []),
    ...(missed > 0 ? [`${plural(missed, "missed day")} to answer late`] : []),
    ...(found > 0 ? [`${plural(found, "finding")} to close`] : []),
    ...(ahead > 0 ? [`${plural(ahead, "day")} to come`] : []),
  ];
}

/** "Mon 7 Dec" of a calendar day, which belongs to no zone any more. */
export function dayName(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  })
    .format(at)
    .replace(",", "");
}

/** The reader's zone, and the moment the page was made. */
export type CareTimes = { zone: string; now: string };
/** Somebody who can see to a finding. */
export type CareMember = { id: string; name: string };
