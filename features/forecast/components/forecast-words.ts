import type { StepScale } from "@/domain/step";
import { formatCount, plural } from "@/lib/format";
import type { ForecastView } from "../schema";

export const scaleWords: Readonly<Record<StepScale, string>> = {
  rows: "rows",
  bytes: "bytes",
  apis: "APIs",
  tenants: "tenants",
  nodes: "nodes",
};

/** "7 % shorter", "13 % longer", "20 times as long": a factor of time as people read it. */
export function comparedWith(factor: number): string {
  if (factor >= 2) return `${formatCount(Math.round(factor * 10) / 10)} times as long`;
  const percent = Math.round(Math.abs(factor - 1) * 100);
  return percent === 0 ? "as long" : `${percent} % ${factor < 1 ? "shorter" : "longer"}`;
}

/** Who works in the night, and why so many are reckoned with. */
export function crewSentence({ size, named, because }: ForecastView["crew"]): string {
  if (named) return "By the people assigned, each doing one thing at a time.";
  const people = plural(size, "person", "people");
  switch (because) {
    case "timed":
      return `By ${people}, as many as did it last.`;
    case "alone":
      return "By 1 person: not every step is assigned, and nobody has been timed yet.";
    case "asked":
    case "assigned":
      return `By ${people}, whoever is free taking the next step.`;
  }
}

export const keptWords: Readonly<Record<"p50" | "p80" | "p95" | "none", string>> = {
  p50: "within P50",
  p80: "within P80",
  p95: "within P95",
  none: "longer than P95",
};
