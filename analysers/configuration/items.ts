import { type Finding, type FoundItem, highestLevel } from "@/domain/finding";
import type { ConfigurationReport, ReportedSetting } from "./report";
import { shownValue } from "./setting-findings";

/**
 * One item for each setting somebody has to carry, to decide on or to look at, must act first. Its key is the setting's, so the
 * same setting is the same item in every environment and in every reading.
 */
export function configurationItems(report: ConfigurationReport): readonly FoundItem[] {
  const settings = new Map(report.settings.map((setting) => [setting.key, setting]));
  const byKey = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const list = byKey.get(finding.key);
    if (list === undefined) byKey.set(finding.key, [finding]);
    else list.push(finding);
  }
  return [...byKey].map(([key, findings]) => {
    const setting = settings.get(key);
    return {
      key,
      title: setting?.targets[0]?.key ?? key.replace(/^[^/]*:(?=\/)/, ""),
      level: highestLevel(findings),
      fields: setting === undefined ? askedFields(findings) : settingFields(setting),
      findings,
    };
  });
}

function settingFields(setting: ReportedSetting): FoundItem["fields"] {
  return {
    class: setting.class,
    value: shownValue(setting.value),
    target: setting.targets.map(({ key }) => key).join(", ") || null,
    targetValue: setting.targets.map(({ value }) => shownValue(value)).join(", ") || null,
    standard: setting.standard === null ? null : shownValue(setting.standard),
    secret: setting.secret !== null,
    file: setting.file.slice(setting.file.lastIndexOf("/") + 1),
    line: setting.line,
  };
}

function askedFields(findings: readonly Finding[]): FoundItem["fields"] {
  const first = findings[0];
  const named = first?.rule.slice(first.rule.lastIndexOf(".") + 1) ?? "noted";
  return {
    class: named,
    value: first?.from ?? null,
    target: first?.key ?? null,
    targetValue: first?.to ?? null,
  };
}
