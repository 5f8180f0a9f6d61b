import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Person, World } from "@/scripts/testing/world";
import { push } from "./commands/push";
import { getHealth } from "./queries/health";

/** A whole minute two hours ago: thresholds of an hour are over, and nothing lies ahead. */
export const start = Math.floor(Date.now() / 60_000) * 60_000 - 2 * 3_600_000;
export const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
export const minutes = (from: number, to: number, value: (minute: number) => number = () => 50) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ at: at(from + index), value: value(from + index) }));

type Samples = { at: string; value: number }[];
type How = {
  label?: string;
  metric?: string;
  unit?: string;
  worse?: "above" | "below";
  stack?: "old" | "new";
  by?: Person;
};
export const pushed = (
  w: World,
  samples: Samples,
  { label = "gw1", metric = "cpu", stack = "new", by = w.engineer, ...more }: How = {},
) =>
  execute(push, by, {
    upgrade: w.key,
    environment: "dev",
    stack,
    series: [{ metric, label, samples, ...more }],
  });
export const health = (w: World, now?: Date) =>
  answer(getHealth, w.viewer, { upgrade: w.key, environment: "dev" }, now ? { now } : {});
