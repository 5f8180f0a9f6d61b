import type { ClassifiedSetting } from "@/domain/configuration/classify";
import type { UpgradeFacts } from "@/domain/configuration/facts";
import { type KnownChange, sourceOf } from "@/domain/configuration/knowledge";
import { valueText } from "@/domain/configuration/setting-value";
import type { Finding } from "@/domain/finding";

/** Longer values are cut in messages and tables. */
const mostShown = 400;

/** A value as findings show it. */
export function shownValue(value: Parameters<typeof valueText>[0]): string {
  const text = valueText(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

/** What a change's source can't say for sure, as a sentence; nothing when it can. */
export function doubt(change: Pick<KnownChange, "after" | "by"> & { readonly perhaps: boolean }): string {
  return change.perhaps
    ? ` The source only says that it happened after ${change.after} and by ${change.by}.`
    : "";
}

/** Why a setting is in its class, in a sentence, and where that is known from. */
export function reasonOf(
  one: ClassifiedSetting,
  facts: UpgradeFacts,
): { readonly reason: string; readonly source: string | null } {
  const { setting, standard, weak } = one;
  const mapped = setting.moved === null ? null : sourceOf(facts.knowledge, setting.moved.source, facts.to);
  const defaults = weak
    ? sourceOf(facts.knowledge, facts.knowledge.files[0]?.source ?? "", facts.from)
    : sourceOf(facts.knowledge, "defaults", facts.from);
  const targets = one.class === "renamed" ? one.targets.map(({ key }) => key).join(", ") : "";
  switch (one.class) {
    case "carried":
      if (setting.secret !== null)
        return { reason: "A secret is always carried; it is compared with nothing.", source: null };
      if (standard === null)
        return { reason: "The product has no default for it, so it is kept.", source: null };
      return { reason: `The old default is ${shownValue(standard)}.`, source: defaults };
    case "renamed": {
      const rename = one.changes.find(({ kind }) => kind === "renamed");
      const note = setting.moved?.note ?? rename?.note;
      if (setting.moved !== null)
        return { reason: `Now ${targets}.${note === undefined ? "" : ` ${note}`}`, source: mapped };
      if (rename !== undefined) {
        return {
          reason: `Renamed to ${targets}. ${rename.note}${doubt(rename)}`,
          source: sourceOf(facts.knowledge, rename.source, facts.to),
        };
      }
      return {
        reason: `A second name of ${targets}: both are read, so that one of them is enough.`,
        source: sourceOf(facts.knowledge, "aliases", facts.to),
      };
    }
    case "dropped": {
      const { removed } = one;
      if (removed !== null)
        return {
          reason: removed.note + doubt(removed),
          source: sourceOf(facts.knowledge, removed.source, facts.to),
        };
      const dropped = setting.moved?.dropped ?? null;
      if (dropped === null) return { reason: "Nothing takes it in the target.", source: mapped };
      return { reason: dropped.reason, source: sourceOf(facts.knowledge, dropped.source, facts.to) };
    }
    case "defaulted":
      if (standard === null) return { reason: "It says nothing that the defaults don't.", source: defaults };
      return {
        reason: `It is the default${weak ? " of the template" : ""}: ${shownValue(standard)}.`,
        source: defaults,
      };
    case "unknown": {
      const where =
        setting.moved === null ? "It is carried as it is" : "It has no known place in the target's file";
      return {
        reason: `Not in the defaults and mappings we know. ${where}; check whether the target reads it.`,
        source: null,
      };
    }
  }
}

/** What somebody should know or do about one setting. Defaults left at their value are no finding. */
export function findingsOf(
  one: ClassifiedSetting,
  { reason, source }: { readonly reason: string; readonly source: string | null },
  facts: UpgradeFacts,
): readonly Finding[] {
  const { setting } = one;
  if (one.class === "defaulted") return [];
  const from = shownValue(setting.value);
  const key = setting.key;
  const to = placesOf(one.targets);
  const { rule, level } = classRule(one, facts);
  const found: Finding[] = [{ rule, level, key, from, to, message: reason, source }];
  for (const change of one.changes) {
    if (change.kind === "renamed") continue;
    found.push({
      rule: changeRule(change.kind),
      level: change.level,
      key,
      from,
      to,
      message: change.note + doubt(change),
      source: sourceOf(facts.knowledge, change.source, facts.to),
    });
  }
  if (setting.secret !== null && one.class !== "dropped") found.push(secretFinding(one));
  return found;
}

type Rule = Pick<Finding, "rule" | "level">;

/** The rule behind a class, and how much it asks for. */
function classRule(one: ClassifiedSetting, facts: UpgradeFacts): Rule {
  switch (one.class) {
    case "carried":
    case "defaulted":
      return { rule: "configuration.carried", level: "info" };
    case "renamed": {
      const renamed = one.changes.find(({ kind }) => kind === "renamed");
      if (one.setting.moved !== null) return { rule: "configuration.moved", level: renamed?.level ?? "info" };
      if (renamed === undefined) return { rule: "configuration.second_name", level: "info" };
      return { rule: "configuration.renamed", level: renamed.level };
    }
    case "dropped":
      return { rule: "configuration.dropped", level: isWiring(one, facts) ? "info" : "attention" };
    case "unknown":
      return { rule: "configuration.unknown", level: "attention" };
  }
}

function changeRule(kind: KnownChange["kind"]): string {
  if (kind === "keep") return "configuration.keep";
  return kind === "increment" ? "configuration.increment" : "configuration.value_renamed";
}

function placesOf(targets: ClassifiedSetting["targets"]): string | null {
  let text: string | null = null;
  for (const { key, value } of targets) {
    const place = `${key} = ${shownValue(value)}`;
    text = text === null ? place : `${text}; ${place}`;
  }
  return text;
}

/** Parts that the target writes itself, dropped on the word of the model's description rather than of a change. */
function isWiring(one: ClassifiedSetting, facts: UpgradeFacts): boolean {
  const source = one.setting.moved?.dropped?.source;
  return source !== undefined && facts.knowledge.files.every((file) => file.source !== source);
}

function secretFinding({ setting, targets }: ClassifiedSetting): Finding {
  const where = targets[0]?.key ?? setting.key;
  const vault = setting.secret?.kind === "vault";
  const alias = setting.secret?.alias ?? null;
  return {
    rule: vault ? "configuration.vault" : "configuration.secret",
    level: "must_act",
    key: setting.key,
    from: null,
    to: where,
    message: vault
      ? `It points into the vault: create ${alias === null ? "the entry" : `the entry "${alias}"`} in the target's vault before the first start.`
      : "A secret: it is in no report and not in the proposed file. Put it in by hand or into the target's vault.",
    source: null,
  };
}
