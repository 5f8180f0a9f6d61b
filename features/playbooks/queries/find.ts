import path from "node:path";
import { canonicalJson } from "@/domain/canonical";
import type { Playbook } from "@/domain/playbook";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { playbookFilesIn, playbookFoldersIn } from "@/lib/playbook-files";
import { readPlaybook } from "@/lib/playbook-yaml";
import { playbookSchema } from "../schema";

/** A playbook as an upgrade can be made from it. `id` is null for a built-in one that no upgrade uses yet. */
export interface FoundPlaybook {
  id: string | null;
  content: Playbook;
  sha256: string;
}

let builtIn: Promise<FoundPlaybook[]> | undefined;

/** The playbooks that ship with Liftlock, read once. Throws when one is broken: `npm run check:playbooks` says where. */
export function builtInPlaybooks(): Promise<FoundPlaybook[]> {
  builtIn ??= read().catch((error: unknown) => {
    builtIn = undefined;
    throw error;
  });
  return builtIn;
}

async function read(): Promise<FoundPlaybook[]> {
  const folders = await playbookFoldersIn(path.join(process.cwd(), "playbooks"));
  return Promise.all(
    folders.map(async (folder) => {
      const reading = readPlaybook(await playbookFilesIn(folder), playbookSchema);
      if (!reading.ok) throw new Error(`${folder}: ${reading.problems[0]?.message}`);
      return { id: null, content: reading.playbook, sha256: playbookHash(reading.playbook) };
    }),
  );
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
  const stored = await client.playbook.findMany({ where: { slug, version }, orderBy: { createdAt: "desc" } });
  const uploaded = stored.find((row) => row.origin === "uploaded");
  if (uploaded)
    return { id: uploaded.id, content: uploaded.content as unknown as Playbook, sha256: uploaded.sha256 };
  const shipped = (await builtInPlaybooks()).find(
    ({ content }) => content.id === slug && content.version === version,
  );
  if (!shipped) throw notFound(`playbook ${slug} ${version}`);
  return { ...shipped, id: stored.find((row) => row.sha256 === shipped.sha256)?.id ?? null };
}
