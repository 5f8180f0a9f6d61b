import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { formatElement, formatField } from "@/domain/configuration/setting-key";
import type { SettingValue } from "@/domain/configuration/setting-value";
import { limits } from "../limits";
import { decodeText } from "./decode-text";
import { elementNamer } from "./element-names";
import { type RawReading, type RawSetting, tooDeep } from "./raw-setting";
import { linesOfToml } from "./toml-lines";

/**
 * Reads a TOML file into settings, one for each value that is not a table, with the line its statement begins in. Elements
 * of arrays of tables are named after what tells them apart, so that a key stays the same when others come and go.
 */
export function readToml(file: string, bytes: Uint8Array, elementNames: readonly string[]): RawReading {
  const text = decodeText(bytes, "utf-8");
  if (text === null) {
    const message = "The file is not UTF-8, which TOML has to be. Save it as UTF-8 and upload it again.";
    return { problems: [{ file, line: null, column: null, message }] };
  }
  let table: TomlTable;
  try {
    // Integers as big ones: 5 and 5.0 are told apart, and nothing is rounded.
    table = parse(text, { integersAsBigInt: true, maxDepth: limits.depth });
  } catch (error) {
    return { problems: [tomlProblem(file, error)] };
  }
  const lines = linesOfToml(text);
  const settings: RawSetting[] = [];
  // A field called "key" may hold one, so no element is named after it here.
  const nameElements = elementNamer(elementNames.filter((field) => field !== "key"));

  /** False when it lies too deep. `name` and `above` are the last names on the way, `place` is the way for `lines`. */
  const visit = (
    value: TomlValue,
    key: string,
    above: string,
    name: string,
    place: string,
    line: number | null,
    depth: number,
  ): boolean => {
    if (depth > limits.depth) return false;
    const here = lines.get(place) ?? line;
    const list = Array.isArray(value);
    if (list ? !value.some(holdsTable) : !isTable(value)) {
      settings.push({ key, name: [above, name], file, line: here, value: plain(value) });
      return true;
    }
    if (list) {
      const names = nameElements(value.map((one) => (isTable(one) ? one : null)));
      return value.every((one, at) => {
        const element = names[at] ?? String(at);
        return visit(
          one,
          key + formatElement(element),
          name,
          element,
          `${place}\u0000#${at}`,
          here,
          depth + 1,
        );
      });
    }
    if (!isTable(value)) return true;
    for (const [field, one] of Object.entries(value)) {
      const inside = key === "" ? formatField(field) : `${key}.${formatField(field)}`;
      const way = key === "" ? field : `${place}\u0000${field}`;
      if (!visit(one, inside, name, field, way, here, depth + 1)) return false;
    }
    return true;
  };
  return visit(table, "", "", "", "", null, 0) ? { settings } : { problems: [tooDeep(file, null)] };
}

function tomlProblem(file: string, error: unknown): RawReadingProblem {
  if (!(error instanceof TomlError)) return tooDeep(file, null);
  // The parser's message goes on with the lines of the file, which may hold secrets.
  const what = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "") ?? "it is not TOML";
  const message = `This is not valid TOML: ${what.slice(0, 120)}. Correct the line and upload the file again.`;
  return { file, line: error.line, column: error.column, message };
}

type RawReadingProblem = Extract<RawReading, { problems: unknown }>["problems"][number];

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}

function holdsTable(value: TomlValue): boolean {
  return Array.isArray(value) ? value.some(holdsTable) : isTable(value);
}

function plain(value: TomlValue): SettingValue {
  if (Array.isArray(value)) return value.map(plain);
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "bigint": {
      const safe = value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
      return safe ? Number(value) : { literal: value.toString() };
    }
    case "number":
      return Number.isInteger(value) || !Number.isFinite(value) ? { literal: floatText(value) } : value;
    default:
      return { literal: value instanceof TomlDate ? value.toISOString() : String(value) };
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
