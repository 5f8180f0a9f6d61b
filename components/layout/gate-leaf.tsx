import { Lock, PenLine } from "lucide-react";
import { Link } from "@/components/ui/link";
import { plural } from "@/lib/format";

export type GateLeafProps = {
  /** Which gate: "Entry of Prod". */
  name: string;
  href: string;
  /** open · ready: only signatures are missing · shut: it is what stops you now · ahead: shut too, but its turn has not come. */
  state: "open" | "ready" | "shut" | "ahead";
  blockers: number;
};

const words: Partial<Record<GateLeafProps["state"], string>> = { open: "open", ready: "ready to sign" };

/** The gate between two chambers: green leaves drawn back when open, a pen when it waits for signatures, shut across the way with its count when not. */
export function GateLeaf({ name, href, state, blockers }: GateLeafProps) {
  const said = words[state] ?? `shut, ${plural(blockers, "blocker")}`;
  return (
    <li className="gate" data-state={state}>
      <Link href={href} aria-label={`${name}: ${said}`} data-tip={`${name}: ${said}`}>
        <i className="leaf" />
        <span className="gate-word">
          <Sign state={state} blockers={blockers} />
        </span>
        <i className="leaf" />
      </Link>
    </li>
  );
}

function Sign({ state, blockers }: Pick<GateLeafProps, "state" | "blockers">) {
  if (state === "open") return "open";
  if (state === "ready") return <PenLine size={13} aria-hidden="true" />;
  return blockers > 0 ? blockers : <Lock size={13} aria-hidden="true" />;
}
