import type { z } from "zod";
import { sessionActor } from "@/lib/auth";
import { type Command, execute } from "@/lib/command";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { type FaultyField, forPeople } from "@/lib/parse";
import { answer, type Query } from "@/lib/read";

/** What a server action answers: data, never an exception, so that a form loses nothing. */
export type ActionResult<Output> =
  | { ok: true; output: Output }
  | {
      ok: false;
      code: ErrorCode | "internal";
      message: string;
      details?: Record<string, unknown>;
      fieldErrors?: Record<string, string>;
    };

/** Turns any failure into an answer; what is not an AppError is logged and told as our fault. */
export function failure(error: unknown): ActionResult<never> {
  if (!(error instanceof AppError)) {
    log.error({ error }, "unexpected failure");
    return {
      ok: false,
      code: "internal",
      message: "Something went wrong on our side. Nothing was changed; try again.",
    };
  }
  const fields = error.details.fields as FaultyField[] | undefined;
  const fieldErrors = fields
    ? Object.fromEntries(fields.toReversed().map((field) => [field.path, field.message]))
    : undefined;
  return {
    ok: false,
    code: error.code,
    message: forPeople(error.message, fields),
    details: error.details,
    ...(fieldErrors && { fieldErrors }),
  };
}

/** Adapter for our own screens: finds the actor and nothing else. Use in `actions.ts`: `export const x = action(y)`. */
export function action<I extends z.ZodType, O extends z.ZodType, P>(command: Command<I, O, P>) {
  return async (input: z.input<I>): Promise<ActionResult<z.input<O>>> => {
    try {
      return { ok: true, output: await execute(command, await sessionActor(), input) };
    } catch (error) {
      return failure(error);
    }
  };
}

/** Adapter for what our own screens ask while somebody types: a query as a server function. */
export function lookup<I extends z.ZodType, O extends z.ZodType>(query: Query<I, O>) {
  return async (input: z.input<I>): Promise<ActionResult<z.input<O>>> => {
    try {
      return { ok: true, output: await answer(query, await sessionActor(), input) };
    } catch (error) {
      return failure(error);
    }
  };
}
