import { type Action, decide } from "@/domain/policy";
import type { UpgradeScope } from "@/lib/actor";

/** Who asks, with the policy's sentence for what they may not do here; null: they may. */
export function askerOf(upgrade: UpgradeScope) {
  return {
    id: upgrade.actor.id,
    roles: upgrade.roles,
    refused(action: Action): string | null {
      const { roles, archived, actor } = upgrade;
      const verdict = decide(action, {
        signedIn: true,
        isAdmin: actor.isAdmin,
        readOnly: actor.readOnly,
        roles,
        archived,
      });
      return verdict.allowed ? null : verdict.reason;
    },
  };
}
