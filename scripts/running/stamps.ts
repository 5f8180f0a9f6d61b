import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./prepare.mjs";

/** A digest over the names and contents of the files given, or of everything below the folders given. */
export function digestOf(paths: string[], ignore: (path: string) => boolean = () => false): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    if (ignore(path)) return;
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
    }
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/** Whether the work was finished for this very digest. */
export function isDone(stamp: string, digest: string): boolean {
  const file = join(root, stamp);
  return existsSync(file) && readFileSync(file, "utf8") === digest;
}

/** Written after the work, so that work interrupted is done again. */
export function markDone(stamp: string, digest: string): void {
  const file = join(root, stamp);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}
