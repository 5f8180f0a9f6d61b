import { z } from "zod";
import type { EvidenceKind } from "@/domain/evidence";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { findItem } from "@/lib/inventory";
import { previewOf } from "@/lib/media-type";
import { upgradeQuery } from "@/lib/read";
import { readContent } from "@/lib/storage";
import { type EvidenceItem, evidenceContentInput, listEvidenceInput, listEvidenceOutput } from "./schema";

type Client = Pick<ReadClient, "$queryRaw">;

interface Row {
  id: string;
  stepId: string | null;
  executionId: string | null;
  itemId: string | null;
  environmentId: string | null;
  kind: EvidenceKind;
  name: string;
  url: string | null;
  text: string | null;
  mediaType: string | null;
  size: number | null;
  sha256: string;
  addedById: string;
  addedBy: string;
  addedAt: Date;
  supersededById: string | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
}

/** Every piece of evidence ever given for a step, an execution or an item: current ones first, then the latest. */
export async function loadEvidence(
  client: Client,
  upgradeId: string,
  of: { stepId?: string; executionId?: string; itemId?: string },
): Promise<EvidenceItem[]> {
  const rows = await client.$queryRaw<Row[]>`
    SELECT v.id, v."stepId", v."executionId", v."itemId", v."environmentId", v.kind, v.name, v.url, v.text, v."mediaType", v.size, v.sha256, v."addedById",
      coalesce(w.name, 'somebody') AS "addedBy", v."addedAt", v."supersededById", v."withdrawnAt", v."withdrawnReason"
    FROM "Evidence" v LEFT JOIN "User" w ON w.id = v."addedById"
    WHERE v."upgradeId" = ${upgradeId}::uuid
      AND (v."stepId" = ${of.stepId ?? null}::uuid OR v."executionId" = ${of.executionId ?? null}::uuid OR v."itemId" = ${of.itemId ?? null}::uuid)
    ORDER BY (v."supersededById" IS NULL AND v."withdrawnAt" IS NULL) DESC, v."addedAt" DESC, v.id DESC`;
  return rows.map(({ addedById, addedBy, addedAt, withdrawnAt, ...row }) => ({
    ...row,
    preview: previewOf(row.mediaType),
    addedBy: { id: addedById, name: addedBy },
    addedAt: addedAt.toISOString(),
    current: row.supersededById === null && withdrawnAt === null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }));
}

export const listEvidence = upgradeQuery({
  name: "evidence.list",
  action: "evidence.view",
  summary:
    "The evidence of a step, a test execution or an inventory item, superseded and withdrawn pieces included",
  path: "/upgrades/{upgrade}/evidence",
  input: listEvidenceInput,
  output: listEvidenceOutput,
  run: async ({ read, upgrade }, { step, execution, item }) => ({
    items: await loadEvidence(read, upgrade.id, {
      ...(step && { stepId: step }),
      ...(execution && { executionId: execution }),
      ...(item && { itemId: (await findItem(read, upgrade, item)).id }),
    }),
  }),
});

/** The bytes of a file, for `lib/download`. Withdrawn and superseded ones can still be read: they are history. */
export const evidenceContent = upgradeQuery({
  name: "evidence.content",
  action: "evidence.view",
  summary: "The bytes of a piece of evidence that is a file",
  path: "/upgrades/{upgrade}/evidence/{evidence}/content",
  bytes: true,
  input: evidenceContentInput,
  output: z.object({
    name: z.string(),
    mediaType: z.string(),
    sha256: z.string(),
    inline: z.boolean(),
    content: z.file(),
  }),
  run: async ({ read, upgrade }, { evidence, inline }) => {
    const row = await read.evidence.findFirst({
      where: { id: evidence, upgradeId: upgrade.id, kind: "file" },
      select: { id: true, name: true, mediaType: true, sha256: true },
    });
    if (!row) throw notFound("file");
    return {
      name: row.name,
      mediaType: row.mediaType ?? "application/octet-stream",
      sha256: row.sha256,
      inline: inline && previewOf(row.mediaType) !== null,
      content: new File([await readContent(read, row.id)], row.name, { type: row.mediaType ?? "" }),
    };
  },
});
