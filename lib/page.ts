import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { sessionActor } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { answer, type Query } from "@/lib/read";

/** Who looks at this page, read once per request. */
export const viewer = cache(sessionActor);

/** The signed-in person; anybody else is sent to the sign-in page. */
export async function signedIn(): Promise<Actor & { id: string }> {
  const actor = await viewer();
  if (!actor?.id) redirect("/sign-in");
  return actor as Actor & { id: string };
}

/** Adapter for pages: answers a query for the person who looks. What they may not see is "not found". */
export async function ask<I extends z.ZodType, O extends z.ZodType>(query: Query<I, O>, input: z.input<I>): Promise<z.input<O>> {
  const actor = await signedIn();
  try {
    return await answer(query, actor, input);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_input")) notFound();
    throw error;
  }
}
