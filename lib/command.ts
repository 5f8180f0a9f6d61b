import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { NewEvent } from "@/domain/event";
import type { ActionOf } from "@/domain/policy";
import { tellAborts } from "@/lib/abort-clock";
import { type Actor, system, type UpgradeScope } from "@/lib/actor";
import { appendEvents, type Head, lockChain } from "@/lib/audit";
import { Prisma, type ReadClient, reader, type WriteClient, writer } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type Followed, nothingFollowed } from "@/lib/followed";
import { tellHypercare } from "@/lib/hypercare-reminders";
import { remember, replay } from "@/lib/idempotency";
import { raiseEndings } from "@/lib/item-endings";
import { keepRows } from "@/lib/kept-rows";
import { type Heads, keepUpgrade } from "@/lib/kept-upgrade";
import { type Notice, storeNotices } from "@/lib/notices";
import { inOrder } from "@/lib/order";
import { parseInput } from "@/lib/parse";
import { stampPlanChanges } from "@/lib/plan-changes";
import { unlockByPrevious } from "@/lib/previous-upgrade";
import { admit, openUpgrade } from "@/lib/scope";
import { settle } from "@/lib/settle";
import { tellWindows } from "@/lib/window-reminders";

/** What a command has at hand. `now` is the one time of everything it writes. */
export interface CommandContext<Prepared> {
  tx: WriteClient;
  now: Date;
  newId: () => string;
  prepared: Prepared;
}

/** What a command did: at least one event, unless it is declared `unaudited`. */
export interface Outcome<Output> {
  output: Output;
  events: NewEvent[];
  notices?: Notice[];
  /** Environments whose gates and status may have moved; default: all of the upgrade. Empty: none. */
  touched?: readonly string[];
  /** Only for commands of the instance: another chain than "instance" (a new upgrade's own), and who acted where nobody was signed in. */
  chain?: string;
  actor?: Actor;
}

interface Common<I extends z.ZodType, O extends z.ZodType, Prepared> {
  /** One line for the API documentation. */
  summary: string;
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1; parameters in braces are fields of the input. */
  path: string;
  input: I;
  output: O;
  /** Creating calls take an Idempotency-Key: the same key answers the same. */
  creates?: true;
  /** The answer holds a secret that is shown once: it is never stored for an Idempotency-Key. */
  answersSecret?: true;
  /** Why this command needs no event: it changes nothing history should hold. */
  unaudited?: string;
  /**
   * Slow work before the transaction: hashing, parsing a file. Runs after the policy allowed the action. `now` is there when
   * the caller set the time; what `read` answers may have changed when the transaction begins.
   */
  prepare?: (
    input: z.output<I>,
    actor: Actor | null,
    now: Date | undefined,
    inside: { read: ReadClient; upgrade: UpgradeScope | null },
  ) => Promise<Prepared>;
}

export interface UpgradeCommand<I extends z.ZodType, O extends z.ZodType, Prepared = unknown>
  extends Common<I, O, Prepared> {
  scope: "upgrade";
  name: ActionOf<"upgrade">;
  run: (
    context: CommandContext<Prepared> & { upgrade: UpgradeScope; actor: Actor & { id: string } },
    input: z.output<I>,
  ) => Promise<Outcome<z.input<O>>>;
}

export interface InstanceCommand<I extends z.ZodType, O extends z.ZodType, Prepared = unknown>
  extends Common<I, O, Prepared> {
  scope: "instance";
  name: ActionOf<"instance" | "self" | "public">;
  run: (
    context: CommandContext<Prepared> & { actor: Actor | null },
    input: z.output<I>,
  ) => Promise<Outcome<z.input<O>>>;
}

export type Command<I extends z.ZodType, O extends z.ZodType, P = unknown> =
  | UpgradeCommand<I, O, P>
  | InstanceCommand<I, O, P>;
// biome-ignore lint/suspicious/noExplicitAny: a list of commands of any shape needs the widest type; each one stays exact.
export type AnyCommand = Command<any, any, any>;

/** Declares a command inside an upgrade. Its input must have `upgrade`, the upgrade's key. */
export function upgradeCommand<I extends z.ZodType<{ upgrade: string }>, O extends z.ZodType, P = undefined>(
  definition: Omit<UpgradeCommand<I, O, P>, "scope">,
): UpgradeCommand<I, O, P> {
  return { ...definition, scope: "upgrade" };
}

/** Declares a command of the instance, of oneself, or for somebody not signed in yet. */
export function instanceCommand<I extends z.ZodType, O extends z.ZodType, P = undefined>(
  definition: Omit<InstanceCommand<I, O, P>, "scope">,
): InstanceCommand<I, O, P> {
  return { ...definition, scope: "instance" };
}

export interface ExecuteOptions {
  now?: Date;
  idempotencyKey?: string;
  /** The rest of the input, e.g. the body of a request: read only when the policy has allowed the action. */
  rest?: () => Promise<Record<string, unknown>>;
}

/**
 * The one door for writes: authorize → parse → transaction { run → settle what follows → append the events → notices }.
 * Commands of one upgrade run one after the other (the lock of its chain), so rules see a stable world.
 */
export async function execute<I extends z.ZodType, O extends z.ZodType, P>(
  command: Command<I, O, P>,
  actor: Actor | null,
  raw: z.input<I>,
  options: ExecuteOptions = {},
): Promise<z.input<O>> {
  const admitted = await admit(writer, actor, command.name, raw);
  const given: unknown = options.rest ? { ...(await options.rest()), ...(raw as object) } : raw;
  const input = parseInput(command.input, given);
  const key = command.scope === "upgrade" ? (input as { upgrade: string }).upgrade : null;
  const opened = key === null ? null : (admitted ?? (await openUpgrade(writer, actor, key, command.name)));
  const prepared = (await command.prepare?.(input, actor, options.now, {
    read: reader,
    upgrade: opened,
  })) as P;
  const now = options.now ?? new Date();
  const chain = opened?.id ?? "instance";

  return inOrder(chain, async () => {
    const { output, known } = await writer.$transaction(async (tx) => {
      // Nothing is put in order, and no chain is locked, by what writes no history.
      const head: Head | null = command.unaudited ? null : await lockChain(tx, chain);
      const idempotencyKey = command.answersSecret ? undefined : options.idempotencyKey;
      const stored = await replay(tx, actor, command.name, idempotencyKey, input);
      if (stored) return { output: stored.response as z.input<O>, known: null };

      // Asked again behind the lock: the role may have been taken away while we waited.
      const upgrade = key === null ? null : await openUpgrade(tx, actor, key, command.name);
      const context = { tx, now, newId: randomUUID, prepared };
      const outcome =
        command.scope === "upgrade"
          ? await command.run(
              { ...context, upgrade: upgrade as UpgradeScope, actor: actor as Actor & { id: string } },
              input,
            )
          : await command.run({ ...context, actor }, input);
      if (outcome.events.length === 0 && !command.unaudited)
        throw new Error(`${command.name} changed something without an event`);

      if (upgrade) await stampPlanChanges(tx, upgrade.id, outcome.events, now);
      const followed = upgrade
        ? await settle(tx, upgrade.id, now, {
            touched: outcome.touched,
            ...(head && {
              since: {
                at: { upgrade: head.seq, instance: upgrade.at.instance },
                events: outcome.events,
              },
            }),
          })
        : nothingFollowed();
      const events = [...outcome.events, ...followed.events];
      const written = outcome.chain && outcome.chain !== chain ? await lockChain(tx, outcome.chain) : head;
      let seq = head?.seq ?? 0;
      if (written && events.length > 0) {
        const by = outcome.actor ?? actor ?? system;
        seq = await appendEvents(tx, written, by, upgrade?.roles ?? [], now, events);
      }
      await storeNotices(tx, outcome.chain ?? chain, actor, now, [
        ...(outcome.notices ?? []),
        ...followed.notices,
      ]);
      await remember(tx, actor, command.name, idempotencyKey, input, outcome.output);
      return {
        output: outcome.output,
        known: { at: { upgrade: seq, instance: upgrade?.at.instance ?? 0 }, followed },
      };
    });
    if (known) keepAll(known.at, known.followed);
    return output;
  }).catch((error: unknown) => {
    throw isTaken(error)
      ? new AppError(
          "duplicate",
          "Somebody made the same thing at the same moment. Look at it, then try again.",
        )
      : error;
  });
}

/** Remembers what was judged, once its transaction is committed: the next change reads only what has moved since. */
function keepAll(at: Heads, { rows, upgrade }: Followed): void {
  for (const [environmentId, own] of rows) keepRows(environmentId, at.upgrade, own);
  if (upgrade) keepUpgrade(at, upgrade);
}

/** A unique constraint said no: two people made the same thing in two chains at once, after both were told that it was free. */
const isTaken = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

/**
 * Records what moved in an upgrade without a command of its own (waivers that ended, items whose day came, windows that come near, runs that can't
 * safely go back any more, days of hypercare that are over, the upgrade before that is in production, and what follows), as events by Liftlock. Answers how many events that were. Safe to call at any time and
 * from several processes: the second finds nothing left to do.
 */
export async function settleNow(upgradeId: string, now: Date): Promise<number> {
  return inOrder(upgradeId, async () => {
    const { events, seq, followed } = await writer.$transaction(async (tx) => {
      const head = await lockChain(tx, upgradeId);
      const at = { upgrade: head.seq, instance: null };
      const unlocked = (await unlockByPrevious(tx, upgradeId, now)) ?? { events: [], notices: [] };
      const ended = await raiseEndings(tx, upgradeId, now);
      const reminded = await tellWindows(tx, upgradeId, now);
      const aborts = await tellAborts(tx, upgradeId, now);
      const cared = await tellHypercare(tx, upgradeId, now);
      const told = [unlocked, ended, reminded, aborts, cared];
      const moved = told.flatMap((one) => one.events);
      const followed = await settle(tx, upgradeId, now, { since: { at, events: moved } });
      const events = [...moved, ...followed.events];
      // A gate that stays shut for another number of reasons, say: no event of its own, and nothing changes without one.
      if (events.length === 0 && followed.moved)
        events.push({ type: "upgrade.clockMoved", subject: { type: "upgrade", id: upgradeId }, data: {} });
      const notices = [...told, followed].flatMap((one) => one.notices);
      const seq = events.length > 0 ? await appendEvents(tx, head, system, [], now, events) : head.seq;
      await storeNotices(tx, upgradeId, system, now, notices);
      return { events: events.length, seq, followed };
    });
    keepAll({ upgrade: seq, instance: null }, followed);
    return events;
  });
}
