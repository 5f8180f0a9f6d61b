import { type Action, decide, policy } from "@/domain/policy";
import { type Actor, mintScope, type UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { upgradeKey } from "@/lib/fields";

/** Throws the policy's own sentence when the actor may not. `upgrade` is given for actions inside an upgrade. */
export function authorize(
  action: Action,
  actor: Actor | null,
  upgrade?: { roles: UpgradeScope["roles"] | null; archived: boolean },
): void {
  const verdict = decide(action, {
    signedIn: actor !== null,
    isAdmin: actor?.isAdmin ?? false,
    readOnly: actor?.readOnly ?? false,
    roles: upgrade?.roles ?? null,
    archived: upgrade?.archived ?? false,
  });
  if (!verdict.allowed) throw new AppError(verdict.code, verdict.reason);
}

/**
 * Proves that the actor may do `action` in the upgrade with this key, and mints the scope that queries require.
 * Throws `not_signed_in`, `not_found` (also for upgrades of others) or `forbidden`.
 */
export async function openUpgrade(
  client: Pick<ReadClient, "upgrade">,
  actor: Actor | null,
  key: string,
  action: Action,
): Promise<UpgradeScope> {
  if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
  const upgrade = await client.upgrade.findUnique({
    where: { key },
    select: {
      id: true,
      key: true,
      archivedAt: true,
      members: { where: { userId: actor.id }, select: { roles: true } },
    },
  });
  const roles = upgrade?.members[0]?.roles ?? null;
  authorize(action, actor, { roles, archived: upgrade?.archivedAt != null });
  if (!upgrade || !roles)
    throw new AppError("not_found", "There is no such upgrade, or you are not a member of it.");
  return mintScope({
    id: upgrade.id,
    key: upgrade.key,
    roles,
    archived: upgrade.archivedAt !== null,
    actor: { ...actor, id: actor.id },
  });
}

/**
 * Asks the policy before anything else of the input is looked at, so that a refusal tells nothing about it. Answers the
 * scope of an action inside an upgrade; null for other actions, and where the input names no upgrade: reading it will say so.
 */
export async function admit(
  client: Pick<ReadClient, "upgrade">,
  actor: Actor | null,
  action: Action,
  raw: unknown,
): Promise<UpgradeScope | null> {
  if (policy[action].scope !== "upgrade") {
    authorize(action, actor);
    return null;
  }
  if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
  const named =
    typeof raw === "object" && raw !== null && "upgrade" in raw ? upgradeKey.safeParse(raw.upgrade) : null;
  return named?.success ? openUpgrade(client, actor, named.data, action) : null;
}
