import type { Tone, VisualState } from "@/components/ui/tone";
import type { FindingLevel } from "@/domain/finding";
import type { ItemState } from "@/domain/inventory";
import type { ItemLine, ItemView, KindView } from "../schema";

/** The sign and word of each state in an environment. */
export const stateLook: Record<ItemState, { state: VisualState; word: string }> = {
  open: { state: "idle", word: "open" },
  doing: { state: "doing", word: "in progress" },
  done: { state: "done", word: "done" },
  not_applicable: { state: "na", word: "not applicable" },
};

const letters: Readonly<Record<string, ItemState>> = {
  o: "open",
  d: "doing",
  f: "done",
  n: "not_applicable",
};

/** What a letter of a line's cells says; null where there is nothing to do. */
export const cellState = (letter: string | undefined): ItemState | null => letters[letter ?? ""] ?? null;

/** Whether an item has a state in an environment, by its place in their order: there is work there, or somebody said so. */
export function hasState(item: Pick<ItemView, "cells" | "environments">, at: number): boolean {
  const place = item.environments[at];
  return place?.applies === true && (cellState(item.cells[at]) !== null || place.state !== "open");
}

/** The word and tone of each level. Red is kept for what keeps a gate shut. */
export const levelLook: Record<FindingLevel, { word: string; tone: Tone }> = {
  must_act: { word: "must act", tone: "blocked" },
  attention: { word: "attention", tone: "stale" },
  info: { word: "info", tone: "neutral" },
};

/** The verdict of a line in a word: its label, "undecided" where one is asked for, else nothing. */
export function verdictWord(
  kind: Pick<KindView, "verdicts">,
  item: Pick<ItemLine, "verdict" | "undecided">,
): string {
  if (item.verdict !== null)
    return kind.verdicts.find(({ value }) => value === item.verdict)?.label ?? item.verdict;
  return item.undecided ? "undecided" : "";
}
