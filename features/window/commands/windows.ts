import {
  type Booked,
  type Conflict,
  conflictsOf,
  decideBooking,
  decideCancel,
  decideMove,
  type Wanted,
} from "@/domain/window/booking";
import { reminderAt } from "@/domain/window/reminder";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, conflict, notFound, refused } from "@/lib/errors";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { bookedOf, bookedWindows, closedOf, crewOf, environmentOf } from "../queries/facts";
import { bookWindowInput, cancelWindowInput, moveWindowInput, wantedOf, windowOutput } from "../schema";

/**
 * People and systems are shared by upgrades, whose commands don't wait for each other: windows are booked one after the
 * other everywhere. Always taken after the chain, so that nobody waits for somebody who waits.
 */
const inOrderEverywhere = (tx: WriteClient) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('liftlock change windows'))`;

type Names = (id: string) => string;

/** What speaks against a window, and the names of its crew, who have to be members. */
async function judge(
  tx: WriteClient,
  upgrade: UpgradeScope,
  now: Date,
  wanted: Wanted,
  moved: string | null,
) {
  const members = await crewOf(tx, upgrade.id);
  const strangers = wanted.crew.filter((id) => !members.some((member) => member.id === id));
  if (strangers.length > 0)
    throw new AppError("invalid_input", `crew: ${strangers.join(", ")}: no member of this upgrade.`, {
      fields: [{ path: "crew", message: `${strangers.join(", ")}: no member of this upgrade` }],
    });
  const nameOf: Names = (id) => members.find((member) => member.id === id)?.name ?? "Somebody";
  const all = await bookedWindows(tx, upgrade, now);
  const others = all.filter(({ id }) => id !== moved);
  const conflicts = conflictsOf(wanted, { others, closed: await closedOf(tx, upgrade.id), nameOf });
  return { nameOf, others, conflicts };
}

const rowOf = (wanted: Wanted, accepted: readonly Conflict[], acceptedReason: string) => ({
  startsAt: wanted.start,
  endsAt: wanted.end,
  reserveMinutes: wanted.reserveMinutes,
  crewIds: [...wanted.crew],
  sharedSystems: [...wanted.sharedSystems],
  acceptedConflicts: accepted as unknown as Prisma.InputJsonValue,
  acceptedReason: accepted.length > 0 ? acceptedReason : "",
});

const told = (wanted: Wanted, accepted: readonly Conflict[], acceptedReason: string, nameOf: Names) => ({
  from: wanted.start.toISOString(),
  to: wanted.end.toISOString(),
  reserveMinutes: wanted.reserveMinutes,
  crew: wanted.crew.map(nameOf),
  sharedSystems: [...wanted.sharedSystems],
  conflicts: accepted.map(({ message }) => message),
  acceptedReason: accepted.length > 0 ? acceptedReason : "",
});

const tellCrew = (upgrade: UpgradeScope, to: readonly string[], title: string): Notice[] =>
  to.length === 0 ? [] : [{ kind: "window", to, title, href: paths.window(upgrade.key) }];

/** Conflicts as data beside the sentences: the form asks for each whether it is accepted. */
const refusedBy = (refusals: readonly { code: string; message: string }[], conflicts: readonly Conflict[]) =>
  refused(refusals, { conflicts });

/** Books the start and end of the work in an environment. */
export const bookWindow = upgradeCommand({
  name: "window.book",
  summary: "Book the change window of an environment; conflicts are refused unless accepted with a reason",
  method: "POST",
  path: "/upgrades/{upgrade}/windows",
  creates: true,
  input: bookWindowInput,
  output: windowOutput,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    await inOrderEverywhere(tx);
    const environment = await environmentOf(tx, upgrade, input.environment);
    const wanted = wantedOf(input);
    const { nameOf, others, conflicts } = await judge(tx, upgrade, now, wanted, null);
    const verdict = decideBooking({
      wanted,
      now,
      conflicts,
      acceptance: { keys: input.acceptConflicts, reason: input.acceptReason },
      booked: others.filter(({ environmentId }) => environmentId === environment.id),
    });
    if (!verdict.ok) throw refusedBy(verdict.refusals, conflicts);
    const id = newId();
    await tx.changeWindow.create({
      data: {
        id,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        ...rowOf(wanted, verdict.accepted, input.acceptReason),
        plannedEndsAt: wanted.end,
        remindedMinutes: reminderAt(wanted.start, now),
        bookedAt: now,
        bookedById: actor.id,
      },
    });
    return {
      output: { id, version: 1, accepted: [...verdict.accepted] },
      events: [
        {
          type: "window.booked",
          subject: { type: "window", id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            ...told(wanted, verdict.accepted, input.acceptReason, nameOf),
          },
        },
      ],
      notices: tellCrew(upgrade, wanted.crew, `You are in the change window of ${environment.name}`),
      touched: [environment.id],
    };
  },
});

/** The window with its environment, seen in this version. Throws `not_found`, `version_conflict` or `refused`. */
async function openWindow(
  tx: WriteClient,
  upgrade: UpgradeScope,
  { window, version }: { window: string; version: number },
) {
  const row = await tx.changeWindow.findFirst({
    where: { id: window, upgradeId: upgrade.id },
    include: { environment: { select: { id: true, name: true } } },
  });
  if (!row) throw notFound("change window");
  if (row.version !== version)
    throw conflict("the change window", {
      from: row.startsAt.toISOString(),
      to: row.endsAt.toISOString(),
      reserveMinutes: row.reserveMinutes,
      state: row.state,
      version: row.version,
    });
  if (row.state === "cancelled")
    throw refused([{ code: "cancelled", message: "This window was cancelled. Book another one." }]);
  const booked: Booked = { ...bookedOf(row), label: row.environment.name };
  return { row, booked, environment: row.environment };
}

/** Moves a window, or changes its reserve, crew and systems. */
export const moveWindow = upgradeCommand({
  name: "window.move",
  summary: "Move a change window, or change its reserve, crew or shared systems",
  method: "PATCH",
  path: "/upgrades/{upgrade}/windows/{window}",
  input: moveWindowInput,
  output: windowOutput,
  run: async ({ tx, now, upgrade }, input) => {
    await inOrderEverywhere(tx);
    const { row, booked, environment } = await openWindow(tx, upgrade, input);
    const wanted = wantedOf({
      from: input.from ?? row.startsAt.toISOString(),
      to: input.to ?? row.endsAt.toISOString(),
      reserveMinutes: input.reserveMinutes ?? row.reserveMinutes,
      crew: input.crew ?? row.crewIds,
      sharedSystems: input.sharedSystems ?? row.sharedSystems,
    });
    const { nameOf, conflicts } = await judge(tx, upgrade, now, wanted, row.id);
    const verdict = decideMove({
      window: booked,
      wanted,
      now,
      conflicts,
      acceptance: { keys: input.acceptConflicts, reason: input.acceptReason },
      reason: input.reason,
    });
    if (!verdict.ok) throw refusedBy(verdict.refusals, conflicts);
    const begins = wanted.start.getTime() === row.startsAt.getTime();
    await tx.changeWindow.update({
      where: { id: row.id },
      data: {
        ...rowOf(wanted, verdict.accepted, input.acceptReason),
        reason: input.reason,
        plannedEndsAt: row.startsAt <= now ? row.plannedEndsAt : wanted.end,
        remindedMinutes: begins ? row.remindedMinutes : reminderAt(wanted.start, now),
        version: { increment: 1 },
      },
    });
    return {
      output: { id: row.id, version: row.version + 1, accepted: [...verdict.accepted] },
      events: [
        {
          type: "window.moved",
          subject: { type: "window", id: row.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            ...told(wanted, verdict.accepted, input.acceptReason, nameOf),
            was: { from: row.startsAt.toISOString(), to: row.endsAt.toISOString() },
            reason: input.reason,
          },
        },
      ],
      notices: tellCrew(
        upgrade,
        [...wanted.crew, ...row.crewIds],
        `The change window of ${environment.name} has changed: ${input.reason}`,
      ),
      touched: [environment.id],
    };
  },
});

/** Cancels a window that has not begun; it stays in the list with the reason. */
export const cancelWindow = upgradeCommand({
  name: "window.cancel",
  summary: "Cancel a change window that has not begun",
  method: "POST",
  path: "/upgrades/{upgrade}/windows/{window}/cancel",
  input: cancelWindowInput,
  output: windowOutput,
  run: async ({ tx, now, upgrade }, input) => {
    const { row, booked, environment } = await openWindow(tx, upgrade, input);
    const verdict = decideCancel({ window: booked, now, reason: input.reason });
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.changeWindow.update({
      where: { id: row.id },
      data: { state: "cancelled", reason: input.reason, version: { increment: 1 } },
    });
    return {
      output: { id: row.id, version: row.version + 1, accepted: [] },
      events: [
        {
          type: "window.cancelled",
          subject: { type: "window", id: row.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            from: row.startsAt.toISOString(),
            to: row.endsAt.toISOString(),
            reason: input.reason,
          },
        },
      ],
      notices: tellCrew(
        upgrade,
        row.crewIds,
        `The change window of ${environment.name} was cancelled: ${input.reason}`,
      ),
      touched: [environment.id],
    };
  },
});
