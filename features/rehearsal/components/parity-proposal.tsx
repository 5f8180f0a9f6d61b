import { Button } from "@/components/ui/button";

interface ParityProposalProps {
  proposal: { value: string; source: string } | null;
  /** What is written down; null where nothing is. */
  present: string | null;
  /** Which point of which environment. */
  about: string;
  pending: boolean;
  refused: string | null;
  onTake: () => void;
}

/** What the inventory says of a point, with what that rests on; taken by a click, never by itself. */
export function ParityProposal({ proposal, present, about, pending, refused, onTake }: ParityProposalProps) {
  if (!proposal) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-3">
      <span className="min-w-0 flex-1 wrap-anywhere">
        <b className="font-semibold text-ink-2">{proposal.value}</b>, {proposal.source}
      </span>
      <Button size="sm" pending={pending} reason={refused} onClick={onTake}>
        {present === null ? "Take" : "Replace"}
        <span className="sr-only">
          {" "}
          {about} by {proposal.value}
        </span>
      </Button>
    </p>
  );
}
