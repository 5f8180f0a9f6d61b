import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { argv, exit, stderr, stdout } from "node:process";
import { pathToFileURL } from "node:url";
import { canonicalJson } from "../domain/canonical";

/** What became of a check: a sentence, and whether the file holds what was signed. */
export type Verified = { ok: boolean; message: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Recomputes the SHA-256 of a downloaded manifest over its canonical JSON (RFC 8785) and compares it with the one the
 * file names, or with `expected`, the one somebody wrote down elsewhere: only that proves that both weren't changed.
 */
export function verifyManifest(text: string, expected?: string): Verified {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { ok: false, message: "This is not a JSON file." };
  }
  if (!isObject(file) || !isObject(file.manifest))
    return { ok: false, message: "This is not a downloaded manifest: it has no “manifest”." };
  const named = typeof file.manifestSha256 === "string" ? file.manifestSha256 : undefined;
  const wanted = (expected ?? named)?.toLowerCase();
  if (!wanted)
    return { ok: false, message: "The file names no SHA-256. Give the one to compare with behind the file." };
  const found = createHash("sha256").update(canonicalJson(file.manifest)).digest("hex");
  const what = [file.gate, file.by, file.signedAt].filter((part) => typeof part === "string").join(", ");
  const of = what ? ` (${what})` : "";
  if (found === wanted) return { ok: true, message: `Verified${of}: the manifest has the SHA-256 ${found}.` };
  return { ok: false, message: `Changed${of}: the manifest has the SHA-256 ${found}, not ${wanted}.` };
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const [, , path, expected] = argv;
  if (!path) {
    stderr.write("Give the file: npm run manifest:verify -- FILE [SHA-256]\n");
    exit(2);
  }
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) {
    stderr.write(`${path} can't be read.\n`);
    exit(2);
  }
  const { ok, message } = verifyManifest(text, expected);
  (ok ? stdout : stderr).write(`${message}\n`);
  exit(ok ? 0 : 1);
}
