import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";

export type InboxChipProps = { count: number; href: string };

/** How many signatures and decisions wait for this person; violet only when there are any. */
export function InboxChip({ count, href }: InboxChipProps) {
  return (
    <Link href={href} className="inline-flex shrink-0 rounded-full">
      {count > 0 ? (
        <Chip tone="waiting" icon={<StateIcon state="waiting" />}>
          <span className="num">{count}</span>{" "}
          <span className="inbox-word">{count === 1 ? "waits" : "wait"} for you</span>
        </Chip>
      ) : (
        <Chip icon={<StateIcon state="done" />}>
          <span className="inbox-word">Nothing waits for you</span>
        </Chip>
      )}
    </Link>
  );
}
