import path from "node:path";
import { canonicalJson } from "@/domain/canonical";
import type { Playbook } from "@/domain/playbook";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { playbookFilesIn, playbookFoldersIn } from "@/lib/playbook-files";
import { readPlaybook } from "@/lib/playbook-yaml";
import { playbookSchema } from "./schema";

/** A playbook as an upgrade can be made from it. `id` is null for a built-in one that no upgrade uses yet. */
export interface FoundPlaybook {
  id: string | null;
  content: Playbook;
  sha256: string;
}

let builtIn: Promise<FoundPlaybook[]> | undefined;

/** The playbooks that ship with Liftlock, read once. Throws when one is broken: `npm run check:playbooks` says where. */
export function builtInPlaybooks(): Promise<FoundPlaybook[]> {
  builtIn ??= (async () => {
    const folders = await playbookFoldersIn(path.join(process.cwd(), "playbooks"));
    return Promise.all(
      folders.map(async (folder) => {
        const read = readPlaybook(await playbookFilesIn(folder), playbookSchema);
        if (!read.ok) throw new Error(`${folder}: ${read.problems[0]?.message}`);
        return { id: null, content: read.playbook, sha256: playbookHash(read.playbook) };
      }),
    );
  })();
  return builtIn;
}

/** SHA-256 of a playbook's canonical JSON, hex: the same content has the same hash however it was written. */
export const playbookHash = (content: Playbook): string =>
  sha256(canonicalJson(JSON.parse(JSON.stringify(content))));

/** Finds a playbook by id and version: one already stored, or one that ships with Liftlock. Throws `not_found`. */
export async function findPlaybook(
  client: Pick<ReadClient, "playbook">,
  slug: string,
  version: string,
): Promise<FoundPlaybook> {
  const shipped = (await builtInPlaybooks()).find(
    ({ content }) => content.id === slug && content.version === version,
  );
  const stored = await client.playbook.findFirst({
    where: { slug, version, ...(shipped && { sha256: shipped.sha256 }) },
    orderBy: { createdAt: "desc" },
  });
  if (stored) return { id: stored.id, content: stored.content as unknown as Playbook, sha256: stored.sha256 };
  if (!shipped) throw notFound(`playbook ${slug} ${version}`);
  return shipped;
}
