import { notFound } from "@/lib/errors";
import { loadHistory } from "@/lib/history";
import { upgradeQuery } from "@/lib/read";
import { stepHistoryInput, stepHistoryOutput } from "../schema/reading";

export const stepHistory = upgradeQuery({
  name: "step.history",
  action: "step.view",
  summary: "What happened to a step, its evidence and its comments, latest first",
  path: "/upgrades/{upgrade}/steps/{step}/history",
  input: stepHistoryInput,
  output: stepHistoryOutput,
  run: async ({ read, upgrade }, { step, cursor, limit }) => {
    // Also of a removed step: its history stays.
    const known = await read.step.findFirst({
      where: { id: step, upgradeId: upgrade.id },
      select: { id: true },
    });
    if (!known) throw notFound("step");
    const items = await loadHistory(read, upgrade.id, step, limit + 1, cursor ?? null);
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? String(page.at(-1)?.seq) : null };
  },
});
