import { type Advice, adviseOn } from "@/domain/configuration/advice";
import { type ClassifiedSetting, classifySettings } from "@/domain/configuration/classify";
import { factsFor, type UpgradeFacts } from "@/domain/configuration/facts";
import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import { type Setting, sumClasses } from "@/domain/configuration/setting";
import { targetLines } from "@/domain/configuration/target-lines";
import { type Finding, sortFindings } from "@/domain/finding";
import type { Reading, SourceFile, Unreadable } from "../limits";
import { propertiesSettings } from "./properties";
import type { ConfigurationReport } from "./report";
import { secretRemover } from "./secrets";
import { doubt, findingsOf, reasonOf, shownValue } from "./setting-findings";
import { type ChosenFiles, chooseFiles } from "./source-files";
import { readToml } from "./toml";
import { xmlSettings } from "./xml-settings";
import { readXmlTree } from "./xml-tree";

/** No installation has nearly as many. */
const mostSettings = 250_000;

/** The upgrade the files are judged for. */
export type ConfigurationQuestion = {
  readonly from: string;
  readonly to: string;
  readonly knowledge: ConfigurationKnowledge;
};

/**
 * Reads the configuration files of one node and says what becomes of every setting on the way from one release to another.
 * Never throws; no secret gets into the report.
 */
export function analyseConfiguration(
  files: readonly SourceFile[],
  { from, to, knowledge }: ConfigurationQuestion,
): Reading<ConfigurationReport> {
  const chosen = chooseFiles(files, from, knowledge);
  if (chosen.problems.length > 0) return { ok: false, problems: chosen.problems };
  const { read, settings, problems } = readAll(chosen, knowledge);
  if (problems.length > 0) return { ok: false, problems };
  if (settings.length > mostSettings) {
    const message = `There are ${settings.length} settings; ${mostSettings} is the most that is read. Check the files.`;
    return { ok: false, problems: [{ file: read[0]?.name ?? "", line: null, column: null, message }] };
  }
  const facts = factsFor(knowledge, from, to);
  const classified = classifySettings(settings, facts);
  return { ok: true, report: reportOf(classified, facts, read, chosen.ignored) };
}

type ReadFile = ConfigurationReport["files"][number];

function readAll(
  { toml, old }: ChosenFiles,
  knowledge: ConfigurationKnowledge,
): { read: ReadFile[]; settings: Setting[]; problems: Unreadable[] } {
  const removeSecret = secretRemover(knowledge);
  const read: ReadFile[] = [];
  const settings: Setting[] = [];
  const problems: Unreadable[] = [];
  const take = (name: string, kind: ReadFile["kind"], found: readonly Setting[]) => {
    read.push({ name, kind, settings: found.length });
    for (const one of found) settings.push(one);
  };
  if (toml !== null) {
    const reading = readToml(toml.name, toml.bytes, knowledge.elementNames);
    if ("problems" in reading) problems.push(...reading.problems);
    else {
      take(
        toml.name,
        "toml",
        reading.settings.map((raw) => {
          const { value, secret } = removeSecret(raw, null);
          return { key: raw.key, file: raw.file, line: raw.line, value, secret, moved: null };
        }),
      );
    }
  }
  for (const { file, guide } of old) {
    if (guide.file.kind === "properties") {
      take(
        file.name,
        "properties",
        propertiesSettings(file.name, file.bytes, guide, knowledge, removeSecret),
      );
      continue;
    }
    const tree = readXmlTree(file.name, file.bytes);
    if ("problems" in tree) problems.push(...tree.problems);
    else take(file.name, "xml", xmlSettings(file.name, tree.root, guide, knowledge, removeSecret));
  }
  return { read, settings, problems };
}

function reportOf(
  classified: readonly ClassifiedSetting[],
  facts: UpgradeFacts,
  files: readonly ReadFile[],
  ignored: ChosenFiles["ignored"],
): ConfigurationReport {
  const advice = adviseOn(classified, facts);
  const sums = sumClasses(classified);
  const reasons = classified.map((one) => reasonOf(one, facts));
  const found: Finding[] = [...advice.map(adviceFinding), ...conflicts(classified)];
  classified.forEach((one, at) => {
    const reason = reasons[at];
    if (reason !== undefined) for (const finding of findingsOf(one, reason, facts)) found.push(finding);
  });
  return {
    schema: 1,
    kind: "configuration",
    product: facts.knowledge.product,
    from: facts.from,
    to: facts.to,
    defaultsKnown: { from: facts.oldDefaults.size > 0, to: facts.newDefaults.size > 0 },
    sums: { ...sums, secrets: classified.filter(({ setting }) => setting.secret !== null).length },
    files: [...files],
    ignored: ignored.map((one) => ({ ...one })),
    findings: sortFindings(found),
    settings: classified.map((one, at) => ({
      key: one.setting.key,
      file: one.setting.file,
      line: one.setting.line,
      class: one.class,
      value: one.setting.value as ConfigurationReport["settings"][number]["value"],
      secret: one.setting.secret,
      targets: [...one.targets],
      standard: one.standard,
      reason: reasons[at]?.reason ?? null,
      source: reasons[at]?.source ?? null,
    })),
    proposed: advice
      .filter(({ rule }) => rule === "new_required")
      .map(({ key, proposes, note }) => ({ key, value: proposes, note })),
  };
}

function adviceFinding(advice: Advice): Finding {
  const { key, level, from, to, source, perhaps } = advice;
  return {
    rule: `configuration.${advice.rule}`,
    level,
    key,
    from: from === null ? null : shownValue(from),
    to: to === null ? null : shownValue(to),
    message: advice.note + (perhaps === null ? "" : doubt(perhaps)),
    source,
  };
}

function conflicts(classified: readonly ClassifiedSetting[]): readonly Finding[] {
  const sources = classified.map(({ targets, setting }) => ({
    key: setting.key,
    targets,
    secret: setting.secret !== null,
  }));
  return targetLines(sources).conflicts.map(({ key, kept, lost }): Finding => {
    const [winner, loser] = [classified[kept]?.setting, classified[lost]?.setting];
    return {
      rule: "configuration.conflict",
      level: "attention",
      key: loser?.key ?? key,
      from: loser === undefined ? null : shownValue(loser.value),
      to: winner === undefined ? null : shownValue(winner.value),
      message: `${winner?.key ?? key} sets the same key of the target, ${key}, to another value; the proposed file has that one. Decide which is right.`,
      source: null,
    };
  });
}
