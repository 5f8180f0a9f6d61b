import { findMentions, type Mentionable } from "@/domain/mention";
import { loadMembers } from "@/features/steps/queries/facts";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { type CommentItem, listCommentsInput, listCommentsOutput } from "./schema";

type Client = Pick<ReadClient, "$queryRaw">;

interface Row {
  id: string;
  stepId: string;
  body: string;
  authorId: string;
  author: string;
  createdAt: Date;
  editedAt: Date | null;
  version: number;
}

/** The comments of a step, earliest first, with the mentions of people who are members now. */
export async function loadComments(
  client: Client,
  upgrade: UpgradeScope,
  stepId: string,
  people?: readonly Mentionable[],
): Promise<CommentItem[]> {
  const rows = await client.$queryRaw<Row[]>`
    SELECT c.id, c."stepId", c.body, c."authorId", coalesce(w.name, 'somebody') AS author, c."createdAt", c."editedAt", c.version
    FROM "Comment" c LEFT JOIN "User" w ON w.id = c."authorId"
    WHERE c."upgradeId" = ${upgrade.id}::uuid AND c."stepId" = ${stepId}::uuid AND c."deletedAt" IS NULL ORDER BY c."createdAt", c.id`;
  if (rows.length === 0) return [];
  const members = people ?? (await loadMembers(client, upgrade.id));
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return rows.map(({ authorId, author, createdAt, editedAt, ...row }) => ({
    ...row,
    mentions: findMentions(row.body, members).map((mention) => ({
      ...mention,
      name: names.get(mention.userId) ?? "",
    })),
    author: { id: authorId, name: author },
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    mine: authorId === upgrade.actor.id,
  }));
}

export const listComments = upgradeQuery({
  name: "comment.list",
  action: "step.view",
  summary: "The comments of a step",
  path: "/upgrades/{upgrade}/steps/{step}/comments",
  input: listCommentsInput,
  output: listCommentsOutput,
  run: async ({ read, upgrade }, { step }) => ({ items: await loadComments(read, upgrade, step) }),
});
