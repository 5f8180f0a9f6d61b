import { type FieldValue, type Finding, type FindingLevel, highestLevel, sortFindings } from "./finding";
import type { InventoryKind } from "./inventory";

const day = 86_400_000;

/** Days before an end at which it is told again; 90 is what readings of certificates announce, too. */
const announcedAt = [7, 30, 90] as const;

/** The furthest ahead an end is looked at, in days. */
export const endsAheadDays = 90;

/** What is known of an item that may come to an end. */
export type EndingItem = {
  readonly title: string;
  readonly level: FindingLevel;
  readonly fields: { readonly [field: string]: FieldValue };
  readonly findings: readonly Finding[];
};

/** What time has made of an item: its level never falls, and the finding says which end it was told of. */
export type Ending = {
  readonly level: FindingLevel;
  readonly findings: readonly Finding[];
  readonly message: string;
};

const rule = "item.ends";

/**
 * What the clock has to say of an item whose kind has a day it ends on; null when that day is far, or was told of already.
 * The day itself still counts: an item has ended when its day is over, in UTC.
 */
export function endingOf(kind: Pick<InventoryKind, "fields">, item: EndingItem, now: Date): Ending | null {
  const field = kind.fields.find(({ ends }) => ends);
  const value = field ? item.fields[field.id] : null;
  if (!field || typeof value !== "string") return null;
  const left = new Date(`${value}T00:00:00Z`).getTime() + day - now.getTime();
  const within = left <= 0 ? 0 : announcedAt.find((days) => left <= days * day);
  if (within === undefined || Number.isNaN(left)) return null;
  const told = `${rule}_${within}`;
  const before = item.findings.find((finding) => finding.rule.startsWith(rule) && finding.from === value);
  if (before && stageOf(before) <= within) return null;
  const message =
    within === 0
      ? `${field.label}: ${value}. That day is over.`
      : `${field.label}: ${value}, in less than ${within} days.`;
  const finding: Finding = {
    rule: told,
    level: within === 0 ? "must_act" : "attention",
    key: item.title,
    from: value,
    to: null,
    message,
    source: null,
  };
  const others = item.findings.filter((one) => !one.rule.startsWith(rule));
  const findings = sortFindings([...others, finding]);
  return { level: highestLevel([item, finding]), findings, message };
}

const stageOf = (finding: Finding) => Number(finding.rule.slice(rule.length + 1));
