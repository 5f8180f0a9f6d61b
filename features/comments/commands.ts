import { mentionedIn } from "@/domain/mention";
import { tellMentioned } from "@/domain/notification";
import { named } from "@/domain/sentence";
import { type LoadedStep, loadMembers, loadSteps } from "@/features/steps/queries/facts";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, conflict, notFound } from "@/lib/errors";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { addCommentInput, editCommentInput, removeCommentInput, savedComment } from "./schema";

/** Tells people a text mentions and the text before did not. */
async function mentionNotices(
  tx: WriteClient,
  upgrade: UpgradeScope,
  step: LoadedStep,
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
  const title = `${upgrade.actor.name} mentioned you on ${named(step)}`;
  return [
    {
      kind: "mentioned",
      to: told.map(({ userId }) => userId),
      title,
      href: paths.step(upgrade.key, step.in?.key ?? null, step.code),
    },
  ];
}

/** Finds a comment of the asker's own as they saw it, with its step. */
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
  const [step] = comment.stepId ? await loadSteps(tx, upgrade.id, [comment.stepId]) : [];
  if (!step) throw notFound("step");
  return { comment, step };
}

const about = (id: string, step: LoadedStep) =>
  ({ subject: { type: "comment", id }, environmentId: step.in?.id ?? null }) as const;

export const addComment = upgradeCommand({
  name: "comment.add",
  summary: "Comment on a step; @handle mentions a member",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/comments",
  creates: true,
  input: addCommentInput,
  output: savedComment,
  run: async ({ tx, now, newId, upgrade, actor }, { step: stepId, body }) => {
    const [step] = await loadSteps(tx, upgrade.id, [stepId]);
    if (!step) throw notFound("step");
    const id = newId();
    await tx.comment.create({
      data: { id, upgradeId: upgrade.id, stepId, body, authorId: actor.id, createdAt: now },
    });
    const data = { code: step.code, title: step.title, body };
    return {
      output: { id, stepId, version: 1 },
      events: [{ type: "comment.added", ...about(id, step), data }],
      notices: await mentionNotices(tx, upgrade, step, body),
      touched: [],
    };
  },
});

export const editComment = upgradeCommand({
  name: "comment.edit",
  summary: "Edit your own comment",
  method: "PATCH",
  path: "/upgrades/{upgrade}/comments/{comment}",
  input: editCommentInput,
  output: savedComment,
  run: async ({ tx, now, upgrade }, input) => {
    const { comment, step } = await ownComment(tx, upgrade, input);
    const { id, version } = comment;
    await tx.comment.update({
      where: { id, version },
      data: { body: input.body, editedAt: now, version: { increment: 1 } },
    });
    const data = { code: step.code, title: step.title, was: comment.body, is: input.body };
    return {
      output: { id, stepId: step.id, version: version + 1 },
      events: [{ type: "comment.edited", ...about(id, step), data }],
      notices: await mentionNotices(tx, upgrade, step, input.body, comment.body),
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
    const { comment, step } = await ownComment(tx, upgrade, input);
    const { id, version } = comment;
    await tx.comment.update({ where: { id, version }, data: { deletedAt: now, version: { increment: 1 } } });
    const data = { code: step.code, title: step.title, body: comment.body };
    return {
      output: { id, stepId: step.id, version: version + 1 },
      events: [{ type: "comment.removed", ...about(id, step), data }],
      touched: [],
    };
  },
});
