import type { VisualState } from "@/components/ui/tone";
import type { NotificationKind } from "@/domain/notification";

/** Icon and word of each kind. */
export const notificationLook: Record<
  NotificationKind,
  { state: VisualState; stale?: boolean; word: string }
> = {
  assigned: { state: "doing", word: "Assigned to you" },
  mentioned: { state: "doing", word: "You were mentioned" },
  signature_wanted: { state: "waiting", word: "Your signature is wanted" },
  blocker_mine: { state: "blocked", word: "Something you can clear" },
  gate_opened: { state: "done", word: "A gate opened" },
  decision_wanted: { state: "waiting", word: "A decision is wanted" },
  signature_stale: { state: "waiting", stale: true, word: "Your signature went stale" },
  window: { state: "waiting", word: "A change window" },
  hypercare: { state: "waiting", word: "Hypercare" },
  ending: { state: "waiting", word: "Something ends soon" },
};
