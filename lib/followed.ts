import type { NewEvent } from "@/domain/event";
import type { FactRows } from "@/lib/fact-rows";
import type { UpgradeFacts } from "@/lib/facts";
import type { Notice } from "@/lib/notices";

/** What followed from a change, to be stored with it. */
export interface Followed {
  events: NewEvent[];
  notices: Notice[];
  /** A stored gate or environment was changed, with or without an event of its own. */
  moved: boolean;
  /** What was judged: to be kept when the transaction is committed. The upgrade is null where it is more than that changed. */
  rows: Map<string, FactRows>;
  upgrade: UpgradeFacts | null;
}

/** Nothing followed yet. */
export const nothingFollowed = (): Followed => ({
  events: [],
  notices: [],
  moved: false,
  rows: new Map(),
  upgrade: null,
});
