import { setVerification } from "@/features/verification/commands";
import { getVerification } from "@/features/verification/queries";
import type { WantedRules } from "@/features/verification/schema";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { openDev } from "@/scripts/testing/tests";
import type { Person, World } from "@/scripts/testing/world";
import { answerCheck } from "./commands/answer";
import { startHypercare } from "./commands/period";
import { getHypercare } from "./queries";

/** Tomorrow's midnight, UTC: the days of these tests lie ahead of everything that happens while they run. */
const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
/** A day of hypercare, 1 for the first, at an hour. */
export const day = (number: number, hour = 12) =>
  new Date(midnight + (number - 1) * 86_400_000 + hour * 3_600_000);

const check = (id: string, title: string) => ({ id, title, text: "Look at it.", sources: [], page: null });
/** Three days of two checks in dev, unless told otherwise. */
export const hypercareRules = (more: Partial<NonNullable<WantedRules["hypercare"]>> = {}): WantedRules => ({
  health: [],
  counts: [],
  logs: [],
  hypercare: {
    in: ["dev"],
    days: 3,
    checks: [check("cpu", "CPU and memory"), check("errors", "Errors in the logs")],
    ...more,
  },
});

/** Says what verification asks for. */
export async function asking(
  w: World,
  rules: WantedRules = hypercareRules(),
  by: Person = w.lead,
  now?: Date,
) {
  const { version } = await answer(getVerification, w.lead, { upgrade: w.key });
  const input = { upgrade: w.key, version, rules, reason: "Agreed on the call" };
  return execute(setVerification, by, input, now ? { now } : {});
}

const inDev = (w: World) => ({ upgrade: w.key, environment: "dev" });
export const start = (w: World, begin = day(1, 7), now = day(1), by: Person = w.engineer, more = {}) =>
  execute(startHypercare, by, { ...inDev(w), begin: begin.toISOString(), ...more }, { now });
/** Behind dev's open gate, with three days of two checks, begun on day 1. */
export async function kept(w: World, now = day(1)) {
  await openDev(w);
  await asking(w);
  return start(w, day(1, 7), now);
}
export const care = (w: World, now: Date) => answer(getHypercare, w.viewer, inDev(w), { now });

/** Answers a check, as whoever saw what is there. */
export async function answered(
  w: World,
  number: number,
  check: string,
  now: Date,
  more: Record<string, unknown> = {},
  by: Person = w.engineer,
) {
  const { period } = await care(w, now);
  const own = period?.days.find((one) => one.number === number)?.checks.find(({ id }) => id === check);
  const input = {
    ...inDev(w),
    day: number,
    check,
    version: own?.answer?.version ?? 0,
    result: "clean" as const,
  };
  return execute(answerCheck, by, { ...input, ...more }, { now });
}
