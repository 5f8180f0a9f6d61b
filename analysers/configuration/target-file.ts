import { targetLines } from "@/domain/configuration/target-lines";
import type { ConfigurationReport, ReportedSetting } from "./report";
import { secretMarker } from "./secrets";
import { shownValue } from "./setting-findings";
import { commentText, printToml } from "./toml-print";
import { emptyNode, placeValue } from "./toml-tree";

/**
 * The proposed file of the target: every setting that goes on, with a comment on each line that says where it came from; what
 * the target newly needs; and, as comments at the end, what was left out and why. Secrets are markers to be replaced.
 */
export function targetFile(report: ConfigurationReport): string {
  const root = emptyNode();
  const left: string[] = [];
  const { lines } = targetLines(
    report.settings.map(({ key, targets, secret }) => ({ key, targets, secret: secret !== null })),
  );
  for (const line of lines) {
    const from = line.from.flatMap((at) => report.settings[at] ?? []);
    if (!placeValue(root, line.key, line.value, origin(from))) {
      left.push(`${line.key}: can't stand beside another setting above; place it by hand`);
    }
  }
  const open: string[] = [];
  for (const { key, value, note } of report.proposed) {
    if (value === null) open.push(`${key}: ${note}`);
    else if (!placeValue(root, key, value, `new in the target: ${note}`)) open.push(`${key}: ${note}`);
  }
  return [
    ...head(report),
    printToml(root),
    ...section("Needed, but only you know the value", open),
    ...section("Could not be placed", left),
    ...section("No known place in this file: check whether the target still needs it", homeless(report)),
    ...section("Dropped", why(report, "dropped")),
    ...section("Left out because it is the default", why(report, "defaulted")),
  ].join("\n");
}

/** The old settings in the same form, to lay beside the proposed file: no comments, no secrets, the same order. */
export function sourceFile(report: ConfigurationReport): string {
  const root = emptyNode();
  const rest: string[] = [];
  for (const { key, value, file, targets, secret } of report.settings) {
    const moved = key.includes(":/") || /\.(xml|properties)$/i.test(file);
    if (moved) {
      // Under its new names, so that the comparison shows values and not the change of the file's form.
      const placed = targets.filter((target) => placeValue(root, target.key, target.value, "")).length;
      if (placed === 0 && targets.length === 0)
        rest.push(`${key} = ${secret === null ? shownValue(value) : secretMarker}`);
    } else if (!placeValue(root, key, value, "")) {
      rest.push(`${key} = ${shownValue(value)}`);
    }
  }
  return [printToml(root), ...section("Settings without a place in this form", rest)].join("\n");
}

function head({ product, from, to, sums }: ConfigurationReport): readonly string[] {
  const parts = [
    `${sums.carried} carried`,
    `${sums.renamed} renamed`,
    `${sums.dropped} dropped`,
    `${sums.defaulted} left to the default`,
    `${sums.unknown} unknown`,
  ];
  return [
    comment(`Proposed configuration for ${product} ${to}, from the files of a ${from} installation.`),
    comment(`${sums.read} settings read: ${parts.join(", ")}.`),
    ...(sums.secrets > 0
      ? [comment(`Secrets are left out. Replace every "${secretMarker}" before the first start.`)]
      : []),
    "",
  ];
}

function origin(from: readonly ReportedSetting[]): string {
  const first = from[0];
  if (first === undefined) return "";
  const place = `${first.file}${first.line === null ? "" : ` line ${first.line}`}`;
  const more = from.length > 1 ? ` and ${from.length - 1} more` : "";
  const before = first.class === "renamed" ? `, was ${first.key.replace(/^[^/]*:/, "")}` : "";
  const doubt = first.class === "unknown" ? ", not in the defaults we know: check it" : "";
  const hidden = first.secret === null ? "" : ", a secret";
  const standard = first.standard === null ? "" : `, default was ${shownValue(first.standard)}`;
  return `${first.class}: ${place}${more}${before}${standard}${hidden}${doubt}`;
}

function homeless(report: ConfigurationReport): readonly string[] {
  return report.settings
    .filter((one) => one.class === "unknown" && one.targets.length === 0)
    .map((one) => `${one.key} = ${shownValue(one.value)}`);
}

function why(report: ConfigurationReport, of: "dropped" | "defaulted"): readonly string[] {
  return report.settings.filter((one) => one.class === of).map((one) => `${one.key}: ${one.reason ?? ""}`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [comment(`${title}:`), ...lines.map((line) => comment(`  ${line}`)), ""];
}

function comment(text: string): string {
  return `# ${commentText(text)}`;
}
