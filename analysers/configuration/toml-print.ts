import { isList, type SettingValue } from "@/domain/configuration/setting-value";
import type { TomlNode } from "./toml-tree";

/** A whole TOML file: values first, then tables and lists of tables in the order they came. */
export function printToml(root: TomlNode): string {
  const lines: string[] = [];
  printTable(root, [], lines);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function printTable(node: TomlNode, path: readonly string[], lines: string[]): void {
  for (const [field, child] of node.fields) {
    if (child.value !== null) {
      lines.push(`${printKey(field)} = ${printValue(child.value.is)}${remark(child.value.comment)}`);
    } else if (child.elements.size > 0 && !holdsTables(child)) {
      lines.push(`${printKey(field)} = ${printInline(child)}${remark(firstComment(child))}`);
    }
  }
  for (const [field, child] of node.fields) {
    if (child.value !== null) continue;
    const inside = [...path, field];
    const name = inside.map(printKey).join(".");
    if (child.elements.size === 0) {
      if (hasOwnLines(child)) header(`[${name}]`, lines);
      printTable(child, inside, lines);
    } else if (holdsTables(child)) {
      for (const element of child.elements.values()) {
        header(`[[${name}]]`, lines);
        printTable(element, inside, lines);
      }
    }
  }
}

function header(text: string, lines: string[]): void {
  if (lines.length > 0) lines.push("");
  lines.push(text);
}

/** Whether a table has values of its own, so that its name has to be said. */
function hasOwnLines(node: TomlNode): boolean {
  for (const child of node.fields.values()) {
    if (child.value !== null || (child.elements.size > 0 && !holdsTables(child))) return true;
  }
  return false;
}

/** Whether every element is a table; other lists are written in one line. */
function holdsTables(node: TomlNode): boolean {
  for (const element of node.elements.values()) if (element.fields.size === 0) return false;
  return true;
}

function printInline(node: TomlNode): string {
  if (node.value !== null) return printValue(node.value.is);
  if (node.elements.size > 0) return `[${[...node.elements.values()].map(printInline).join(", ")}]`;
  const fields = [...node.fields].map(([field, child]) => `${printKey(field)} = ${printInline(child)}`);
  return `{ ${fields.join(", ")} }`;
}

function firstComment(node: TomlNode): string {
  if (node.value !== null) return node.value.comment;
  for (const child of [...node.elements.values(), ...node.fields.values()]) {
    const comment = firstComment(child);
    if (comment !== "") return comment;
  }
  return "";
}

function remark(comment: string): string {
  return comment === "" ? "" : ` # ${commentText(comment)}`;
}

/** A text as it may stand in a comment: one line, no control characters. */
export function commentText(text: string): string {
  return wellFormed(text).replace(/\p{Cc}+/gu, " ");
}

/** One field of a key. */
export function printKey(field: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(field)) return field;
  return /['\p{Cc}]/u.test(field) ? printText(field) : `'${wellFormed(field)}'`;
}

/** A value as TOML. */
export function printValue(value: SettingValue): string {
  if (isList(value)) return `[${value.map(printValue).join(", ")}]`;
  switch (typeof value) {
    case "string":
      return printText(value);
    case "number":
    case "boolean":
      return String(value);
    case "object":
      return value.literal;
  }
}

function printText(text: string): string {
  // JSON escapes what TOML does, but for the characters after the basic set.
  return JSON.stringify(wellFormed(text)).replace(
    /[\u007f-\u009f]/g,
    (here) => `\\u${here.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Halves of characters that stand alone can't be written in any file; they become the mark for unreadable ones. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
