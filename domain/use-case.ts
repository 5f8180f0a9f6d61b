/** Whether a use case says what the installation does, or how well. */
export const useCaseKinds = ["functional", "non_functional"] as const;
export type UseCaseKind = (typeof useCaseKinds)[number];

/** How much the installation needs it. A `must` without an active required test case keeps exit gates shut. */
export const priorities = ["must", "should", "could"] as const;
export type Priority = (typeof priorities)[number];
