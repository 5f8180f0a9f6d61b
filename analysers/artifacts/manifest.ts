import type { PackageImport } from "@/domain/artifact/facts";

/** The main section of a JAR's manifest: lines of 72 bytes joined again. Names are as they are written. */
export function readManifest(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const main = text.replace(/\r\n?/g, "\n").split(/\n\n/, 1)[0] ?? "";
  for (const line of main.replace(/\n /g, "").split("\n").slice(0, 2_000)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** The packages of an Import-Package header with the versions they are wanted in. */
export function readImports(header: string): PackageImport[] {
  return clauses(header).flatMap((clause) => {
    const [name = "", ...rest] = split(clause, ";");
    const range = rest
      .map((part) => /^\s*version\s*=\s*"?([^"]{1,200})"?\s*$/.exec(part)?.[1]?.trim())
      .find((value) => value !== undefined);
    return /^[\w.*-]{1,300}$/.test(name.trim()) ? [{ name: name.trim(), range: range ?? null }] : [];
  });
}

function clauses(header: string): string[] {
  return split(header, ",").slice(0, 10_000);
}

/** Splits outside of quotes: ranges have commas of their own. */
function split(text: string, at: "," | ";"): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '"') quoted = !quoted;
    else if (char === at && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
