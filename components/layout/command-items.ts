export type CommandItem = {
  id: string;
  label: string;
  /** Heading it is listed under: "Go to", "This step", "People". */
  group: string;
  /** Other words it is found by. */
  keywords?: readonly string[];
  /** The shortcut that does the same. */
  kbd?: string;
  /** Quiet text at the end: the upgrade, the state. */
  hint?: string;
  /** Why it cannot be used now; it is listed and says so. */
  reason?: string | null;
} & ({ href: string; run?: never } | { run: () => void; href?: never });

/** Finds more items for what was typed, e.g. steps and test cases on the server. An action function will do. */
export type CommandSearch = (query: string) => Promise<readonly CommandItem[]>;
