import { isBlank } from "@/domain/verdict";
import { type ClosedKind, decideClosed } from "@/domain/window/booking";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { ReadClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { addFreezeInput, editFreezeInput, freezeOutput, removeFreezeInput } from "../schema";

type Fields = { kind: ClosedKind; name: string; from: Date; to: Date; reason: string };

function judge({ kind, from, to, reason }: Fields): void {
  const verdict = decideClosed({ from, to });
  if (!verdict.ok) throw refused(verdict.refusals);
  if (kind === "freeze" && isBlank(reason))
    throw refused([{ code: "reason_needed", message: "Say why nothing may change: a freeze has a reason." }]);
}

const told = ({ kind, name, from, to, reason }: Fields) => ({
  kind,
  name,
  from: from.toISOString(),
  to: to.toISOString(),
  reason,
});

async function freezeOf(
  client: Pick<ReadClient, "freeze">,
  upgrade: UpgradeScope,
  { freeze, version }: { freeze: string; version: number },
) {
  const row = await client.freeze.findFirst({ where: { id: freeze, upgradeId: upgrade.id } });
  if (!row) throw notFound("freeze");
  const fields: Fields = {
    kind: row.kind,
    name: row.name,
    from: row.startsAt,
    to: row.endsAt,
    reason: row.reason,
  };
  if (row.version !== version)
    throw conflict(`the ${row.kind} “${row.name}”`, { ...told(fields), version: row.version });
  return { id: row.id, fields };
}

/** Writes down a time in which nothing may change, or a holiday. */
export const addFreeze = upgradeCommand({
  name: "freeze.add",
  summary: "Add a freeze or a holiday: no window is proposed or booked in it",
  method: "POST",
  path: "/upgrades/{upgrade}/freezes",
  creates: true,
  input: addFreezeInput,
  output: freezeOutput,
  run: async ({ tx, newId, upgrade, actor }, { kind, name, from, to, reason }) => {
    const fields = { kind, name, from: new Date(from), to: new Date(to), reason };
    judge(fields);
    const id = newId();
    await tx.freeze.create({
      data: {
        id,
        upgradeId: upgrade.id,
        kind,
        name,
        startsAt: fields.from,
        endsAt: fields.to,
        reason,
        createdById: actor.id,
      },
    });
    return {
      output: { id, version: 1 },
      events: [{ type: "freeze.added", subject: { type: "freeze", id }, data: told(fields) }],
      touched: [],
    };
  },
});

/** Changes name, time or reason. Windows that are booked in it stay; their page says so. */
export const editFreeze = upgradeCommand({
  name: "freeze.edit",
  summary: "Change a freeze or a holiday",
  method: "PATCH",
  path: "/upgrades/{upgrade}/freezes/{freeze}",
  input: editFreezeInput,
  output: freezeOutput,
  run: async ({ tx, upgrade }, input) => {
    const { id, fields: was } = await freezeOf(tx, upgrade, input);
    const is: Fields = {
      kind: was.kind,
      name: input.name ?? was.name,
      from: input.from ? new Date(input.from) : was.from,
      to: input.to ? new Date(input.to) : was.to,
      reason: input.reason ?? was.reason,
    };
    judge(is);
    await tx.freeze.update({
      where: { id },
      data: {
        name: is.name,
        startsAt: is.from,
        endsAt: is.to,
        reason: is.reason,
        version: { increment: 1 },
      },
    });
    const { name, from, to } = told(was);
    return {
      output: { id, version: input.version + 1 },
      events: [
        {
          type: "freeze.edited",
          subject: { type: "freeze", id },
          data: { ...told(is), was: { name, from, to } },
        },
      ],
      touched: [],
    };
  },
});

/** Takes a freeze or holiday away; history keeps it. */
export const removeFreeze = upgradeCommand({
  name: "freeze.remove",
  summary: "Remove a freeze or a holiday",
  method: "DELETE",
  path: "/upgrades/{upgrade}/freezes/{freeze}",
  input: removeFreezeInput,
  output: freezeOutput,
  run: async ({ tx, upgrade }, input) => {
    const { id, fields } = await freezeOf(tx, upgrade, input);
    await tx.freeze.delete({ where: { id } });
    return {
      output: { id, version: input.version },
      events: [{ type: "freeze.removed", subject: { type: "freeze", id }, data: told(fields) }],
      touched: [],
    };
  },
});
