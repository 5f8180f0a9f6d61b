import type { InventoryKind } from "@/domain/inventory";
import type { StoredVerification } from "@/domain/verification";
import type { ReadClient } from "@/lib/db";
import { putNewest } from "@/lib/newest";

/** What of a playbook is asked for at every turn: a whole one is some 200 kB of JSON. */
export type PlaybookKinds = {
  readonly slug: string;
  readonly kinds: readonly InventoryKind[];
  /** What exits ask for beside steps and tests; null: nothing. */
  readonly verification: StoredVerification | null;
};

/** How many playbooks a process remembers; a stored one never changes. */
const remembered = 60;
const kept = globalThis as { liftlockKinds?: Map<string, PlaybookKinds> };

/** The kinds of inventory of a stored playbook, its own id and what its exits ask for. Throws when there is none with this id. */
export async function kindsOfPlaybook(
  client: Pick<ReadClient, "$queryRaw">,
  playbookId: string,
): Promise<PlaybookKinds> {
  kept.liftlockKinds ??= new Map();
  const known = kept.liftlockKinds.get(playbookId);
  if (known) return known;
  type Row = { slug: string; kinds: InventoryKind[] | null; verification: StoredVerification | null };
  const [row] = await client.$queryRaw<Row[]>`
    SELECT slug, content -> 'inventory' AS kinds, content -> 'verification' AS verification FROM "Playbook" WHERE id = ${playbookId}::uuid`;
  if (!row) throw new Error(`There is no playbook ${playbookId}`);
  const kinds = { slug: row.slug, kinds: row.kinds ?? [], verification: row.verification };
  putNewest(kept.liftlockKinds, playbookId, kinds, remembered);
  return kinds;
}
