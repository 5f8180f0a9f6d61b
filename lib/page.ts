import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { sessionActor } from "@/lib/auth";
import { AppError, type ErrorCode } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { answer, type Query } from "@/lib/read";

/** Who looks at this page, read once per request. */
export const viewer = cache(sessionActor);

/** The signed-in person; anybody else is sent to the sign-in page, and from there back here. */
export async function signedIn(): Promise<Actor & { id: string }> {
  const actor = await viewer();
  if (!actor?.id)
    redirect(paths.signIn({ callbackUrl: (await headers()).get("x-liftlock-path") ?? undefined }));
  return actor as Actor & { id: string };
}

/** Adapter for pages: answers a query for the person who looks. What they may not see is "not found". */
export async function ask<I extends z.ZodType, O extends z.ZodType>(
  query: Query<I, O>,
  input: z.input<I>,
): Promise<z.input<O>> {
  const actor = await signedIn();
  try {
    return await answer(query, actor, input);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_input"))
      notFound();
    throw error;
  }
}

/** Adapter for the few pages that need nobody signed in. A refusal comes back as data: such a page explains it. */
export async function askAnyone<I extends z.ZodType, O extends z.ZodType>(
  query: Query<I, O>,
  input: z.input<I>,
): Promise<{ ok: true; output: z.input<O> } | { ok: false; code: ErrorCode; message: string }> {
  try {
    return { ok: true, output: await answer(query, await viewer(), input) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}
