/** What somebody is told without looking. */
export const notificationKinds = [
  "assigned",
  "mentioned",
  "signature_wanted",
  "blocker_mine",
  "gate_opened",
  "signature_stale",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
