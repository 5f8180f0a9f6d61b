import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What is known of a product about one subject, and what it was judged by: the SHA-256 of the file, hex. */
export type LoadedKnowledge<Knowledge> = { readonly knowledge: Knowledge; readonly sha256: string };

/** Where the content of a product lies. */
export const folderOf = (product: string): string => join(process.cwd(), "playbooks", product);

const loaded = new Map<string, Promise<LoadedKnowledge<unknown> | null>>();

/**
 * The knowledge of a product about a subject ("configuration"), from `knowledge/<subject>.json` in its folder; read once.
 * Null where the product has none. Rejects a file that does not fit the schema, which is a defect of the content, with its
 * name and every place.
 */
export function loadKnowledge<Knowledge>(
  productFolder: string,
  subject: string,
  schema: z.ZodType<Knowledge>,
): Promise<LoadedKnowledge<Knowledge> | null> {
  const path = join(productFolder, "knowledge", `${subject}.json`);
  const known = loaded.get(path) as Promise<LoadedKnowledge<Knowledge> | null> | undefined;
  if (known) return known;
  const loading = load(path, schema);
  loaded.set(path, loading);
  loading.catch(() => loaded.delete(path));
  return loading;
}

async function load<Knowledge>(
  path: string,
  schema: z.ZodType<Knowledge>,
): Promise<LoadedKnowledge<Knowledge> | null> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const read = schema.safeParse(contentOf(path, bytes));
  if (!read.success) throw new Error(`${path} is not what it should be:\n${z.prettifyError(read.error)}`);
  return { knowledge: read.data, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function contentOf(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error(`${path} is no JSON in UTF-8.`, { cause });
  }
}
