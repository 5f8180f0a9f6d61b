import type { WriteClient } from "@/lib/db";
import { refused } from "@/lib/errors";

/** Where a step stands in its list: the phase it shows under, and its number in the list. */
export interface Slot {
  phase: string;
  phaseTitle: string;
  phasePosition: number;
  position: number;
}

type List = { upgradeId: string; environmentId: string | null };

const columns = { phase: true, phaseTitle: true, phasePosition: true, position: true } as const;

/** The place right behind a step of the same list, whose phase it joins; refuses a step of another list. */
export async function placeBehind(
  tx: WriteClient,
  list: List,
  after: string,
): Promise<Slot & { code: string }> {
  const step = await tx.step.findFirst({
    where: { ...list, id: after, removedAt: null },
    select: { ...columns, code: true },
  });
  if (!step)
    throw refused([
      { code: "elsewhere", message: "The step it should come behind is not in the same list." },
    ]);
  return { ...step, position: step.position + 1 };
}

/** The place at the end of a list. A list without steps gets a phase of its own. */
export async function placeAtEnd(tx: WriteClient, list: List): Promise<Slot> {
  const where = { ...list, removedAt: null };
  const last = await tx.step.findFirst({
    where,
    orderBy: [{ phasePosition: "desc" }, { position: "desc" }],
    select: columns,
  });
  return last
    ? { ...last, position: last.position + 1 }
    : { phase: "own", phaseTitle: "Own steps", phasePosition: 0, position: 0 };
}

/** The place ahead of everything in a phase of a list. */
export async function placeAtTop(tx: WriteClient, list: List, phase: string): Promise<Slot> {
  const where = { ...list, phase, removedAt: null };
  return tx.step.findFirstOrThrow({ where, orderBy: { position: "asc" }, select: columns });
}

/** Makes room: everything from this position on moves back by one. A step's place is no part of its version. */
export async function makeRoom(tx: WriteClient, list: List, position: number): Promise<void> {
  await tx.step.updateMany({
    where: { ...list, position: { gte: position } },
    data: { position: { increment: 1 } },
  });
}
