import { cache } from "react";
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

type Row = Pick<UpgradeScope, "id" | "key" | "archived" | "at"> & { roles: UpgradeScope["roles"] | null };

type Client = Pick<ReadClient, "$queryRaw">;

// One statement by hand: every page and every call begins with it.
async function loadRow(client: Client, actorId: string, key: string): Promise<Row | undefined> {
  const [row] = await client.$queryRaw<Row[]>`
    SELECT u.id, u.key, u."archivedAt" IS NOT NULL AS archived, to_json(m.roles) AS roles,
      json_build_object('upgrade', coalesce(c.seq, 0), 'instance', coalesce(i.seq, 0)) AS at
    FROM "Upgrade" u
    LEFT JOIN "Member" m ON m."upgradeId" = u.id AND m."userId" = ${actorId}::uuid
    LEFT JOIN "AuditChain" c ON c.id = u.id::text
    LEFT JOIN "AuditChain" i ON i.id = 'instance'
    WHERE u.key = ${key}`;
  return row;
}

/** Once while one page is drawn, whose layout and parts ask the same; anywhere else, and in each transaction, every time. */
const rowOf = cache(loadRow);

/**
 * Proves that the actor may do `action` in the upgrade with this key, and mints the scope that queries require.
 * Throws `not_signed_in`, `not_found` (also for upgrades of others) or `forbidden`.
 */
export async function openUpgrade(
  client: Client,
  actor: Actor | null,
  key: string,
  action: Action,
): Promise<UpgradeScope> {
  if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
  const upgrade = await rowOf(client, actor.id, key);
  const roles = upgrade?.roles ?? null;
  authorize(action, actor, { roles, archived: upgrade?.archived ?? false });
  if (!upgrade || !roles)
    throw new AppError("not_found", "There is no such upgrade, or you are not a member of it.");
  return mintScope({
    id: upgrade.id,
    key: upgrade.key,
    roles,
    archived: upgrade.archived,
    at: upgrade.at,
    actor: { ...actor, id: actor.id },
  });
}

/**
 * Asks the policy before anything else of the input is looked at, so that a refusal tells nothing about it. Answers the
 * scope of an action inside an upgrade; null for other actions, and where the input names no upgrade: reading it will say so.
 */
export async function admit(
  client: Client,
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
