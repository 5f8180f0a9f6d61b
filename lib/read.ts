import type { z } from "zod";
import type { ActionOf } from "@/domain/policy";
import type { Actor, UpgradeScope } from "@/lib/actor";
import { type ReadClient, reader } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { admit, openUpgrade } from "@/lib/scope";

interface Common<I extends z.ZodType, O extends z.ZodType> {
  /** One line for the API documentation. */
  summary: string;
  /** Below /api/v1; parameters in braces are fields of the input, the others come from the query string. */
  path: string;
  input: I;
  output: O;
  /** Answers a file instead of JSON: served by `lib/download`, and described so in the API documentation. */
  bytes?: true;
}

/** A question about one upgrade. Its input must have `upgrade`, the upgrade's key. */
export interface UpgradeQuery<I extends z.ZodType, O extends z.ZodType> extends Common<I, O> {
  scope: "upgrade";
  name: string;
  action: ActionOf<"upgrade">;
  run: (
    context: { read: ReadClient; upgrade: UpgradeScope; now: Date },
    input: z.output<I>,
  ) => Promise<z.input<O>>;
}

/** A question about the instance or oneself. */
export interface InstanceQuery<I extends z.ZodType, O extends z.ZodType> extends Common<I, O> {
  scope: "instance";
  name: string;
  action: ActionOf<"instance" | "self" | "public">;
  run: (
    context: { read: ReadClient; actor: Actor & { id: string }; now: Date },
    input: z.output<I>,
  ) => Promise<z.input<O>>;
}

export type Query<I extends z.ZodType, O extends z.ZodType> = UpgradeQuery<I, O> | InstanceQuery<I, O>;
// biome-ignore lint/suspicious/noExplicitAny: a list of queries of any shape needs the widest type; each one stays exact.
export type AnyQuery = Query<any, any>;

/** Declares a query inside an upgrade. */
export function upgradeQuery<I extends z.ZodType<{ upgrade: string }>, O extends z.ZodType>(
  definition: Omit<UpgradeQuery<I, O>, "scope">,
): UpgradeQuery<I, O> {
  return { ...definition, scope: "upgrade" };
}

/** Declares a query of the instance or of oneself. */
export function instanceQuery<I extends z.ZodType, O extends z.ZodType>(
  definition: Omit<InstanceQuery<I, O>, "scope">,
): InstanceQuery<I, O> {
  return { ...definition, scope: "instance" };
}

/** The one door for reads: authorize → parse → run with a client that can't write. `now` is given by tests of what time does. */
export async function answer<I extends z.ZodType, O extends z.ZodType>(
  query: Query<I, O>,
  actor: Actor | null,
  raw: z.input<I>,
  { now = new Date() }: { now?: Date } = {},
): Promise<z.input<O>> {
  const admitted = await admit(reader, actor, query.action, raw);
  const input = parseInput(query.input, raw);
  if (query.scope === "upgrade") {
    const upgrade =
      admitted ?? (await openUpgrade(reader, actor, (input as { upgrade: string }).upgrade, query.action));
    return query.run({ read: reader, upgrade, now }, input);
  }
  return query.run({ read: reader, actor: actor as Actor & { id: string }, now }, input);
}
