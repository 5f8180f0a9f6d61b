import type { Role } from "@/domain/role";
import type { StepDetails, StepRow } from "../schema/reading";
import type { QuickDoing } from "./step-doing";

export interface StepPanelProps {
  upgrade: string;
  row: StepRow;
  pulse: number;
  me: { id: string; name: string };
  members: readonly { id: string; name: string; roles: readonly Role[] }[];
  zone: string;
  refused: Readonly<Record<string, string>>;
  watchers: readonly string[];
  closeHref: string;
  /** For moving the step, and for what it can wait for. `up` and `down`: the step it would come behind; undefined where it can't go. */
  neighbours: {
    up: string | null | undefined;
    down: string | undefined;
    all: readonly { id: string; code: string; title: string }[];
  };
  focusOn: "evidence" | "assign" | "comment" | null;
  onFocused: () => void;
  onDo: (doing: QuickDoing) => void;
  sync: () => Promise<void>;
}

/** What the parts of the panel get once the details are there. */
export interface WithDetails extends StepPanelProps {
  details: StepDetails;
  reload: () => Promise<void>;
}
