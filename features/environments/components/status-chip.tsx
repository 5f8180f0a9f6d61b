import { StateChip } from "@/components/ui/state-chip";
import type { VisualState } from "@/components/ui/tone";
import type { EnvironmentStatus } from "@/domain/environment";

const looks: Record<EnvironmentStatus, { state: VisualState; word: string; locked?: true; stale?: true }> = {
  locked: { state: "idle", word: "Locked", locked: true },
  ready: { state: "idle", word: "Ready" },
  migrating: { state: "doing", word: "Migrating" },
  verifying: { state: "doing", word: "Verifying" },
  awaiting_sign_off: { state: "waiting", word: "Awaiting sign-off" },
  signed_off: { state: "done", word: "Signed off" },
  stale: { state: "waiting", word: "Stale", stale: true },
};

/** Where an environment stands, as icon, word and colour. */
export function StatusChip({ status }: { status: EnvironmentStatus }) {
  const look = looks[status];
  return (
    <StateChip state={look.state} locked={look.locked} stale={look.stale}>
      {look.word}
    </StateChip>
  );
}

/** How a status looks, where there is room for the icon alone. */
export const statusLook = (status: EnvironmentStatus) => looks[status];
