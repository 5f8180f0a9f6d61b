import { ChevronDown, ChevronRight } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { formatCount, plural, zoneNote } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { GateView } from "../schema";
import { BlockerList } from "./blocker-list";
import { DueLine } from "./due-line";
import { WaivedUntil } from "./waived-until";

interface GateBoxProps {
  upgrade: string;
  view: GateView;
  zone: string;
  now: string;
}

/** The answer of the gate: one sentence, its blockers, and what passes folded into a count. */
export function GateBox({ upgrade, view, zone, now }: GateBoxProps) {
  const here = paths.gate(upgrade, view.environment.key, view.gate);
  const rest = view.blockerCount - view.blockers.length;
  return (
    <Card className="overflow-hidden">
      <div className="flex gap-3 px-4 py-3.5">
        <GateIcon view={view} />
        <div className="min-w-0">
          <p className="text-md">
            <b className="font-semibold">{view.headline}</b>{" "}
            {view.clearing ? <>Who can clear them: {view.clearing}.</> : null}
          </p>
          <p className="text-ink-3">
            Checked just now · {plural(view.criteria, "criterion", "criteria")} · {zoneNote(zone)}
          </p>
        </div>
      </div>
      <DueLine upgrade={upgrade} view={view} zone={zone} now={now} />
      <BlockerList upgrade={upgrade} view={view} zone={zone} now={now} />
      {rest > 0 ? (
        <p className="border-t border-line px-4 py-2.5">
          <Link className="link" href={`${here}?all=true`} scroll={false}>
            Show the other {formatCount(rest)} blockers
          </Link>
        </p>
      ) : null}
      <Passing view={view} here={here} zone={zone} now={now} />
    </Card>
  );
}

function GateIcon({ view }: { view: GateView }) {
  const className = "mt-0.5 shrink-0 text-xl";
  if (view.state === "open") return <StateIcon state="done" label="Open" className={className} />;
  if (view.state === "ready")
    return <StateIcon state="waiting" stale={view.stale > 0} label="Ready to sign" className={className} />;
  return <StateIcon state="blocked" label="Shut" className={className} />;
}

function Passing({ view, here, zone, now }: { view: GateView; here: string; zone: string; now: string }) {
  const shown = view.passed !== undefined;
  const Chevron = shown ? ChevronDown : ChevronRight;
  return (
    <div className="border-t border-line bg-sunken">
      <Link
        href={shown ? here : `${here}?criteria=true`}
        scroll={false}
        className="flex items-center gap-2 px-4 py-2.5 text-ink-2 hover:text-ink"
        aria-expanded={shown}
      >
        <Chevron size={16} aria-hidden="true" className="shrink-0" />
        <span>
          {plural(view.passing, "criterion passes", "criteria pass")}
          {view.neutral > 0 ? ` · ${formatCount(view.neutral)} skipped` : ""}
          {view.waived.length > 0 ? ` · ${formatCount(view.waived.length)} waived` : ""}
          <WaivedUntil ends={view.waived.map(({ waiver }) => waiver.expiresAt)} zone={zone} now={now} />
        </span>
      </Link>
      {view.passed ? (
        <ul aria-label="What passes" className="pb-2">
          {view.passed.map((criterion) => (
            <li key={criterion.title} className="flex items-start gap-2.5 px-4 py-1">
              <StateIcon
                state={criterion.neutral ? "na" : "done"}
                label={criterion.neutral ? "Skipped" : "Passes"}
                className="mt-1 shrink-0"
              />
              <Link href={criterion.href} className="min-w-0 wrap-anywhere hover:underline">
                {criterion.title}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
