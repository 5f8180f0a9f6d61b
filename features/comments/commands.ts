import type { z } from "zod";
import { mentionedIn } from "@/domain/mention";
import { tellMentioned } from "@/domain/notification";
import { named } from "@/domain/sentence";
import { loadMembers, loadSteps } from "@/features/steps/queries/facts";
import type { UpgradeScope } from "@/lib/actor";
import { type CommandContext, type Outcome, upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, conflict, notFound } from "@/lib/errors";
import { findItem } from "@/lib/inventory";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import {
  addCommentInput,
  addItemCommentInput,
  editCommentInput,
  removeCommentInput,
  savedComment,
} from "./schema";

/** What is commented on. */
type Subject = {
  of: { itemId: string | null; stepId: string | null };
  code: string;
  title: string;
  href: string;
  environmentId: string | null;
};

async function stepSubject(tx: WriteClient, upgrade: UpgradeScope, stepId: string): Promise<Subject> {
  const [step] = await loadSteps(tx, upgrade.id, [stepId]);
  if (!step) throw notFound("step");
  return {
    of: { itemId: null, stepId },
    code: step.code,
    title: step.title,
    href: paths.step(upgrade.key, step.in?.key ?? null, step.code),
    environmentId: step.in?.id ?? null,
  };
}

async function itemSubject(tx: WriteClient, upgrade: UpgradeScope, reference: string): Promise<Subject> {
  const { id: itemId, code, title } = await findItem(tx, upgrade, reference);
  return {
    of: { itemId, stepId: null },
    code,
    title,
    href: paths.inventoryItem(upgrade.key, code),
    environmentId: null,
  };
}

/** Tells people a text mentions and the text before did not. */
async function mentionNotices(
  tx: WriteClient,
  upgrade: UpgradeScope,
  subject: Subject,
  is: string,
  was = "",
): Promise<Notice[]> {
  const members = await loadMembers(tx, upgrade.id);
  const told = tellMentioned({
    actorId: upgrade.actor.id,
    mentioned: mentionedIn(is, members),
    mentionedBefore: mentionedIn(was, members),
  });
  if (told.length === 0) return [];
  const title = `${upgrade.actor.name} mentioned you on ${named(subject)}`;
  return [
    {
      kind: "mentioned",
      to: told.map(({ userId }) => userId),
      title,
      href: subject.href,
    },
  ];
}

/** Finds a comment of the asker's own as they saw it, with what it is on. */
async function ownComment(
  tx: WriteClient,
  upgrade: UpgradeScope,
  input: { comment: string; version: number },
) {
  const comment = await tx.comment.findFirst({
    where: { id: input.comment, upgradeId: upgrade.id, deletedAt: null },
  });
  if (!comment) throw notFound("comment");
  if (comment.authorId !== upgrade.actor.id)
    throw new AppError("forbidden", "Only who wrote a comment can change it. Answer with one of your own.");
  if (comment.version !== input.version)
    throw conflict("this comment", { body: comment.body, version: comment.version });
  const subject = comment.stepId
    ? await stepSubject(tx, upgrade, comment.stepId)
    : await itemSubject(tx, upgrade, comment.itemId ?? "");
  return { comment, subject };
}

const about = (id: string, { environmentId }: Subject) =>
  ({ subject: { type: "comment", id }, environmentId }) as const;

/** Stores a comment and tells who is mentioned. */
async function add(
  {
    tx,
    now,
    newId,
    upgrade,
    actor,
  }: CommandContext<unknown> & { upgrade: UpgradeScope; actor: { id: string } },
  subject: Subject,
  body: string,
): Promise<Outcome<z.input<typeof savedComment>>> {
  const id = newId();
  await tx.comment.create({
    data: { id, upgradeId: upgrade.id, ...subject.of, body, authorId: actor.id, createdAt: now },
  });
  const data = { code: subject.code, title: subject.title, body };
  return {
    output: { id, ...subject.of, version: 1 },
    events: [{ type: "comment.added", ...about(id, subject), data }],
    notices: await mentionNotices(tx, upgrade, subject, body),
    touched: [],
  };
}

export const addComment = upgradeCommand({
  name: "comment.add",
  summary: "Comment on a step; @handle mentions a member",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/comments",
  creates: true,
  input: addCommentInput,
  output: savedComment,
  run: async (context, { step, body }) =>
    add(context, await stepSubject(context.tx, context.upgrade, step), body),
});

export const addItemComment = upgradeCommand({
  name: "item.comment",
  summary: "Comment on an inventory item; @handle mentions a member",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/items/{item}/comments",
  creates: true,
  input: addItemCommentInput,
  output: savedComment,
  run: async (context, { item, body }) =>
    add(context, await itemSubject(context.tx, context.upgrade, item), body),
});

export const editComment = upgradeCommand({
  name: "comment.edit",
  summary: "Edit your own comment",
  method: "PATCH",
  path: "/upgrades/{upgrade}/comments/{comment}",
  input: editCommentInput,
  output: savedComment,
  run: async ({ tx, now, upgrade }, input) => {
    const { comment, subject } = await ownComment(tx, upgrade, input);
    const { id, version } = comment;
    await tx.comment.update({
      where: { id, version },
      data: { body: input.body, editedAt: now, version: { increment: 1 } },
    });
    const data = { code: subject.code, title: subject.title, was: comment.body, is: input.body };
    return {
      output: { id, ...subject.of, version: version + 1 },
      events: [{ type: "comment.edited", ...about(id, subject), data }],
      notices: await mentionNotices(tx, upgrade, subject, input.body, comment.body),
      touched: [],
    };
  },
});

export const removeComment = upgradeCommand({
  name: "comment.remove",
  summary: "Remove your own comment; history keeps what it said",
  method: "DELETE",
  path: "/upgrades/{upgrade}/comments/{comment}",
  input: removeCommentInput,
  output: savedComment,
  run: async ({ tx, now, upgrade }, input) => {
    const { comment, subject } = await ownComment(tx, upgrade, input);
    const { id, version } = comment;
    await tx.comment.update({ where: { id, version }, data: { deletedAt: now, version: { increment: 1 } } });
    const data = { code: subject.code, title: subject.title, body: comment.body };
    return {
      output: { id, ...subject.of, version: version + 1 },
      events: [{ type: "comment.removed", ...about(id, subject), data }],
      touched: [],
    };
  },
});
