import type { NewEvent } from "@/domain/event";
import { decideAnswer } from "@/domain/hypercare/period";
import { upgradeCommand } from "@/lib/command";
import { conflict, refused } from "@/lib/errors";
import { readHypercare } from "../queries";
import { answerInput, hypercareView } from "../schema";
import { aboutCare, seenCare, standingOf } from "./care";
import { ownerName } from "./owner";

/** Answers a check of a day, or corrects what it was answered. What was found stays open until it is closed. */
export const answerCheck = upgradeCommand({
  name: "hypercare.answer",
  summary: "Answer a daily check of hypercare: clean, or what was found",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/hypercare/days/{day}/checks/{check}",
  input: answerInput,
  output: hypercareView,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const { day, check, result, note, link, finding } = input;
    const { environment, period } = await seenCare(tx, upgrade, { environment: input.environment });
    const standing = await standingOf(tx, upgrade, environment.id, now);
    if (!standing) throw new Error(`There is no hypercare of ${environment.name}`);
    const where = { periodId_day_checkId: { periodId: period.id, day, checkId: check } };
    const was = await tx.hypercareAnswer.findUnique({ where });
    if ((was?.version ?? 0) !== input.version)
      throw conflict("this answer", {
        result: was?.result ?? null,
        note: was?.note ?? "",
        version: was?.version ?? 0,
      });
    const is = { result, note, link };
    const verdict = decideAnswer(standing, was, { day, check, ...is, what: finding?.what ?? null });
    if (!verdict.ok) throw refused(verdict.refusals);
    const { title, late } = verdict;
    await tx.hypercareAnswer.upsert({
      where,
      create: {
        periodId: period.id,
        day,
        checkId: check,
        upgradeId: upgrade.id,
        title,
        ...is,
        answeredAt: now,
        answeredById: actor.id,
      },
      update: { title, ...is, correctedAt: now, correctedById: actor.id, version: { increment: 1 } },
    });
    const about = aboutCare(environment);
    const ofDay = { environment: environment.name, day, check: title };
    const events: NewEvent[] = [
      {
        type: "hypercare.answered",
        ...about,
        data: {
          ...ofDay,
          was: was && { result: was.result, note: was.note, link: was.link },
          is,
          late: late && was === null,
        },
      },
    ];
    if (result === "finding" && finding) {
      const owner = finding.owner === null ? null : await ownerName(tx, upgrade.id, finding.owner);
      const number = (await tx.hypercareFinding.count({ where: { environmentId: environment.id } })) + 1;
      await tx.hypercareFinding.create({
        data: {
          id: newId(),
          upgradeId: upgrade.id,
          environmentId: environment.id,
          periodId: period.id,
          number,
          day,
          checkId: check,
          title,
          what: finding.what,
          severity: finding.severity,
          link: finding.link,
          ownerId: finding.owner,
          openedAt: now,
          openedById: actor.id,
        },
      });
      const { what, severity, link } = finding;
      events.push({
        type: "hypercare.findingOpened",
        ...about,
        data: { ...ofDay, number, what, severity, link, owner },
      });
    }
    return {
      output: await readHypercare(tx, upgrade, environment.key, now),
      events,
      touched: [environment.id],
    };
  },
});
