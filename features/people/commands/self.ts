import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";

/** The person who acts, for commands about one's own things. The policy has refused everybody else before. */
export function self(actor: Actor | null): Actor & { id: string } {
  if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
  return { ...actor, id: actor.id };
}
