import { Lock } from "lucide-react";
import { Link } from "@/components/ui/link";
import { plural } from "@/lib/format";

export type GateLeafProps = {
  /** Which gate: "Entry of Prod". */
  name: string;
  href: string;
  /** open · shut: it is what stops you now · ahead: shut too, but its turn has not come. */
  state: "open" | "shut" | "ahead";
  blockers: number;
};

/** The gate between two chambers: green leaves drawn back when open, shut across the way with its count when not. */
export function GateLeaf({ name, href, state, blockers }: GateLeafProps) {
  const said = state === "open" ? "open" : `shut, ${plural(blockers, "blocker")}`;
  return (
    <li className="gate" data-state={state}>
      <Link href={href} aria-label={`${name}: ${said}`} data-tip={`${name}: ${said}`}>
        <i className="leaf" />
        <span className="gate-word">
          {state === "open" ? "open" : blockers > 0 ? blockers : <Lock size={13} aria-hidden="true" />}
        </span>
        <i className="leaf" />
      </Link>
    </li>
  );
}
