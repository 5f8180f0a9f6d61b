import { dataFaults } from "@/domain/migration-run";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError, refused } from "@/lib/errors";
import { runDataOf, type StoredRunData } from "@/lib/rehearsal-facts";
import { findRun } from "../queries/find-run";
import { editRunInput, interruptInput, noteInput, resumeInput, savedEntry, savedRun } from "../schema/runs";
import { aboutRun, hasEnded, interruptionsOf, ofRun, seenRun, writeRun } from "./run-change";
import { dataText, namesOf } from "./start";

/** Corrects what a run says of its data, people and lessons; also after it ended. */
export const editRun = upgradeCommand({
  name: "run.edit",
  summary: "Change the data, people or lessons of a run",
  method: "PATCH",
  path: "/upgrades/{upgrade}/migration-runs/{run}",
  input: editRunInput,
  output: savedRun,
  run: async ({ tx, now, upgrade }, input) => {
    const run = await seenRun(tx, upgrade, input, { ended: true });
    const changes: { field: string; was: string; is: string }[] = [];
    const data: Prisma.MigrationRunUncheckedUpdateInput = {};
    if (input.data !== undefined) {
      const given = runDataOf(input.data);
      if (run.kind === "live")
        throw new AppError("invalid_input", "data: a live run has the data of production.");
      const faults = given ? dataFaults(given, now) : [];
      if (faults.length > 0) throw refused(faults);
      const was = run.data as unknown as StoredRunData;
      if (JSON.stringify(was) !== JSON.stringify(input.data))
        changes.push({ field: "data", was: dataText(was), is: dataText(input.data) });
      data.data = input.data as unknown as Prisma.InputJsonValue;
    }
    if (input.participants !== undefined) {
      const [was, is] = [
        await tx.user.findMany({ where: { id: { in: run.participantIds } }, select: { name: true } }),
        await namesOf(tx, upgrade.id, input.participants),
      ];
      if ([...run.participantIds].sort().join() !== [...new Set(input.participants)].sort().join())
        changes.push({ field: "people", was: was.map(({ name }) => name).join(", "), is: is.join(", ") });
      data.participantIds = [...new Set(input.participants)];
    }
    if (input.lessons !== undefined && input.lessons !== run.lessons) {
      changes.push({ field: "lessons", was: run.lessons, is: input.lessons });
      data.lessons = input.lessons;
    }
    if (changes.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    return {
      output: await writeRun(tx, run, data),
      events: [{ type: "run.edited", ...aboutRun(run), data: { ...ofRun(run), changes } }],
    };
  },
});

/** Stops the clock of a run: what passes until it goes on is no work. */
export const interruptRun = upgradeCommand({
  name: "run.interrupt",
  summary: "Interrupt a run: the time until it goes on does not count as work",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/interruptions",
  creates: true,
  input: interruptInput,
  output: savedRun,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const run = await seenRun(tx, upgrade, input);
    if ((await interruptionsOf(tx, run.id)).some(({ until }) => until === null))
      throw new AppError("refused", "The run is interrupted already. Go on first.");
    await tx.runEntry.create({
      data: {
        id: newId(),
        upgradeId: upgrade.id,
        runId: run.id,
        kind: "interruption",
        text: input.reason,
        at: now,
        byId: actor.id,
      },
    });
    return {
      output: await writeRun(tx, run, {}),
      events: [{ type: "run.interrupted", ...aboutRun(run), data: { ...ofRun(run), reason: input.reason } }],
      touched: [],
    };
  },
});

/** Goes on after an interruption. */
export const resumeRun = upgradeCommand({
  name: "run.resume",
  summary: "Go on with a run after an interruption",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/resume",
  input: resumeInput,
  output: savedRun,
  run: async ({ tx, now, upgrade }, input) => {
    const run = await seenRun(tx, upgrade, input);
    const open = (await interruptionsOf(tx, run.id)).find(({ until }) => until === null);
    if (!open) throw new AppError("refused", "The run is not interrupted.");
    await tx.runEntry.update({ where: { id: open.id }, data: { until: now } });
    const minutes = (now.getTime() - open.at.getTime()) / 60_000;
    return {
      output: await writeRun(tx, run, {}),
      events: [{ type: "run.resumed", ...aboutRun(run), data: { ...ofRun(run), minutes } }],
      touched: [],
    };
  },
});

/** Writes down what happened: a deviation from the plan, an announcement, a handover, a note. */
export const noteInRun = upgradeCommand({
  name: "run.note",
  summary: "Write down a deviation, an announcement, a handover or a note in a run",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/entries",
  creates: true,
  input: noteInput,
  output: savedEntry,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const run = await findRun(tx, upgrade, input.run);
    if (run.endedAt) throw hasEnded(run);
    const id = newId();
    await tx.runEntry.create({
      data: {
        id,
        upgradeId: upgrade.id,
        runId: run.id,
        kind: input.kind,
        text: input.text,
        at: now,
        byId: actor.id,
      },
    });
    return {
      output: { id },
      events: [
        {
          type: "run.noted",
          ...aboutRun(run),
          data: { ...ofRun(run), entry: input.kind, text: input.text },
        },
      ],
      touched: [],
    };
  },
});
