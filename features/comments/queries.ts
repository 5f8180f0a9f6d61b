import { findMentions, type Mentionable } from "@/domain/mention";
import { loadMembers } from "@/features/steps/queries/facts";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { findItem } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import { type CommentItem, listCommentsInput, listCommentsOutput, listItemCommentsInput } from "./schema";

type Client = Pick<ReadClient, "$queryRaw">;

interface Row {
  id: string;
  stepId: string | null;
  itemId: string | null;
  body: string;
  authorId: string;
  author: string;
  createdAt: Date;
  editedAt: Date | null;
  version: number;
}

/** The comments of a step or item, by its id, earliest first, with the mentions of people who are members now. */
export async function loadComments(
  client: Client,
  upgrade: UpgradeScope,
  subjectId: string,
  people?: readonly Mentionable[],
): Promise<CommentItem[]> {
  const rows = await client.$queryRaw<Row[]>`
    SELECT c.id, c."stepId", c."itemId", c.body, c."authorId", coalesce(w.name, 'somebody') AS author, c."createdAt", c."editedAt", c.version
    FROM "Comment" c LEFT JOIN "User" w ON w.id = c."authorId"
    WHERE c."upgradeId" = ${upgrade.id}::uuid AND (c."stepId" = ${subjectId}::uuid OR c."itemId" = ${subjectId}::uuid) AND c."deletedAt" IS NULL ORDER BY c."createdAt", c.id`;
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

export const listItemComments = upgradeQuery({
  name: "comment.ofItem",
  action: "inventory.view",
  summary: "The comments of an inventory item",
  path: "/upgrades/{upgrade}/inventory/items/{item}/comments",
  input: listItemCommentsInput,
  output: listCommentsOutput,
  run: async ({ read, upgrade }, { item }) => ({
    items: await loadComments(read, upgrade, (await findItem(read, upgrade, item)).id),
  }),
});
