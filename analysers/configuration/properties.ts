import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import type { Moved, Setting } from "@/domain/configuration/setting";
import { decodeText } from "./decode-text";
import type { FileGuide } from "./known-files";
import { moveValue } from "./moved-value";
import type { RawSetting } from "./raw-setting";
import type { SafeSetting } from "./secrets";

/** Reads a .properties file into settings. Such files can't be malformed: every line says something or is a remark. */
export function propertiesSettings(
  file: string,
  bytes: Uint8Array,
  guide: FileGuide,
  knowledge: ConfigurationKnowledge,
  removeSecret: (raw: RawSetting, aliasBeside: string | null) => SafeSetting,
): readonly Setting[] {
  const text = decodeText(bytes, "utf-8") ?? decodeText(bytes, "latin1") ?? "";
  const found = new Map<string, Setting>();
  for (const { key: property, value, line } of propertyLines(text)) {
    const key = `${guide.file.name}:${property}`;
    const raw: RawSetting = { key: property, name: [property], file, line, value };
    const asTarget = guide.file.settings.find(({ at }) => at === "*")?.key.replace(".<key>", "") ?? "";
    const secretTable = knowledge.secretKeys.includes(`${asTarget}.*`);
    const safe = removeSecret({ ...raw, key: secretTable ? `${asTarget}.entry` : property }, null);
    // The last of two lines with one key counts.
    found.set(key, {
      key,
      file,
      line,
      value: safe.value,
      secret: safe.secret,
      moved: movedTo(guide, property, safe),
    });
  }
  return [...found.values()];
}

function movedTo(guide: FileGuide, property: string, { value, secret }: SafeSetting): Moved {
  const none: Moved = { targets: [], dropped: null, note: null, source: guide.file.source };
  const all = guide.file.settings;
  const numbered = property.replace(/\.\d+$/, ".#");
  const exact = all.filter(({ at }) => at === property || (numbered !== property && at === numbered));
  const open = all.filter(({ at }) => at === "*");
  const chosen = exact.length > 0 ? exact : open;
  const drop = guide.file.dropped.find(({ at }) => at === property);
  if (drop !== undefined) return { ...none, dropped: drop };
  const text = typeof value === "string" ? value : "";
  const targets = chosen.flatMap((mapping) => {
    const target = moveValue(mapping, text, secret !== null, [], property);
    return target === null ? [] : [target];
  });
  return { ...none, targets, note: chosen[0]?.note ?? null };
}

/** The properties of a text: `key = value`, `key: value` or `key value`, with continued lines and escapes. */
export function propertyLines(
  text: string,
): readonly { readonly key: string; readonly value: string; readonly line: number }[] {
  const lines = text.split(/\r\n|\n|\r/);
  const found: { key: string; value: string; line: number }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const parts = [(lines[at] ?? "").trimStart()];
    if (parts[0] === "" || /^[#!]/.test(parts[0] ?? "")) continue;
    while (isContinued(parts.at(-1) ?? "") && at + 1 < lines.length) {
      parts.push((parts.pop() ?? "").slice(0, -1));
      at += 1;
      parts.push((lines[at] ?? "").trimStart());
    }
    const whole = parts.join("");
    const end = endOfKey(whole);
    const value = whole.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, "");
    found.push({ key: plainText(whole.slice(0, end)), value: plainText(value).trimEnd(), line });
  }
  return found;
}

/** An odd number of backslashes at the end: the line goes on in the next one. */
function isContinued(line: string): boolean {
  let count = 0;
  while (line.charAt(line.length - 1 - count) === "\\") count += 1;
  return count % 2 === 1;
}

function endOfKey(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line.charAt(at) === "\\") at += 1;
    else if (/[=:\s]/.test(line.charAt(at))) return at;
  }
  return line.length;
}

function plainText(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { t: "\t", n: "\n", r: "\r", f: "\f" }[code] ?? code;
  });
}
