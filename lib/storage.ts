import type { ReadClient, WriteClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

/**
 * Where the bytes of evidence live: in Postgres beside what they prove, so that a file commits or rolls back with its
 * fact and one backup holds everything.
 */

/** Stores the bytes of a new piece of evidence, in its transaction. */
export async function storeContent(
  tx: WriteClient,
  evidenceId: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await tx.evidenceBlob.create({ data: { evidenceId, content }, select: { evidenceId: true } });
}

/** Reads the bytes; throws `not_found` when there are none. The caller has proven access to the evidence. */
export async function readContent(
  read: Pick<ReadClient, "evidenceBlob">,
  evidenceId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const row = await read.evidenceBlob.findUnique({ where: { evidenceId }, select: { content: true } });
  if (!row) throw notFound("file");
  return row.content;
}
