import { upgradeCommand } from "@/lib/command";
import { AppError, conflict } from "@/lib/errors";
import { editReviewInput, savedReview } from "./schema";

const labels = {
  summary: "summary",
  wentWell: "what went well",
  wentBadly: "what went badly",
  actions: "what is done otherwise",
} as const;
type Part = keyof typeof labels;

/** Writes the review, part by part; what is not named stays. */
export const editReview = upgradeCommand({
  name: "upgrade.review",
  summary: "Write the review of an upgrade",
  method: "PATCH",
  path: "/upgrades/{upgrade}/review",
  input: editReviewInput,
  output: savedReview,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const row = await tx.review.findUnique({ where: { upgradeId: upgrade.id } });
    if ((row?.version ?? 0) !== input.version) {
      const { summary = "", wentWell = "", wentBadly = "", actions = "", version = 0 } = row ?? {};
      throw conflict("the review", { summary, wentWell, wentBadly, actions, version });
    }
    const changed = (Object.keys(labels) as Part[]).flatMap((part) => {
      const is = input[part];
      return is === undefined || is === (row?.[part] ?? "") ? [] : [[part, is] as const];
    });
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    const data = { ...Object.fromEntries(changed), editedById: actor.id, editedAt: now };
    await tx.review.upsert({
      where: { upgradeId: upgrade.id },
      create: { upgradeId: upgrade.id, ...data },
      update: { ...data, version: { increment: 1 } },
    });
    return {
      output: { version: input.version + 1 },
      events: [
        {
          type: "upgrade.reviewed",
          subject: { type: "upgrade", id: upgrade.id },
          data: {
            changes: changed.map(([part, is]) => ({ field: labels[part], was: row?.[part] ?? "", is })),
          },
        },
      ],
      touched: [],
    };
  },
});
