import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

/** Every file of the Prisma schema, with its path from the root. */
export function readSchemas(): { path: string; content: string }[] {
  return readdirSync(join(root, "prisma/schema"))
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({
      path: `prisma/schema/${name}`,
      content: readFileSync(join(root, "prisma/schema", name), "utf8"),
    }));
}
