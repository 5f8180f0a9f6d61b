import { ChevronRight } from "lucide-react";
import { Section } from "@/components/layout/section";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { InboxItem } from "../schema";

interface InboxProps {
  items: readonly InboxItem[];
  /** The person's own zone; null shows each time in the home zone of its upgrade. */
  zone: string | null;
  now: string;
}

const groups: Record<InboxItem["kind"], { title: string; lead: string; verb: string }> = {
  sign: {
    title: "Wait for your signature",
    lead: "Nothing blocks these gates; they need your word.",
    verb: "Look and sign",
  },
  stale: {
    title: "Your signatures that went stale",
    lead: "What you signed has changed since: see what, and sign again if you still agree.",
    verb: "See what changed",
  },
  waiver: {
    title: "Waivers that need a second person",
    lead: "Somebody asks to pass a gate although something blocks it.",
    verb: "Decide",
  },
  skip: {
    title: "Skips to confirm",
    lead: "Somebody wants to leave a required step out.",
    verb: "Open the step",
  },
  near: {
    title: "Coming up",
    lead: "Gates you can sign that are nearly there. Nothing to do yet.",
    verb: "Look",
  },
};

/** What waits for one person over all their upgrades, most urgent kind first. */
export function Inbox({ items, zone, now }: InboxProps) {
  const kinds = (Object.keys(groups) as InboxItem["kind"][]).filter((kind) =>
    items.some((item) => item.kind === kind),
  );
  if (kinds.length === 0) {
    return (
      <Card>
        <EmptyState
          title="Nothing waits for you"
          action={<LinkButton href={paths.portfolio()}>Your upgrades</LinkButton>}
        >
          When a gate is ready for your signature, a signature of yours goes stale, or a waiver or skip needs
          a second person, it appears here, with what it rests on and what changed since you last signed.
        </EmptyState>
      </Card>
    );
  }
  return kinds.map((kind) => (
    <Section key={kind} title={groups[kind].title} lead={groups[kind].lead} className="mb-6">
      <ul className="flex flex-col gap-2.5">
        {items
          .filter((item) => item.kind === kind)
          .map((item) => (
            <li key={item.key}>
              <Item item={item} zone={zone ?? item.upgrade.homeZone} now={now} />
            </li>
          ))}
      </ul>
    </Section>
  ));
}

interface ItemProps {
  item: InboxItem;
  zone: string;
  now: string;
}

function Item({ item, zone, now }: ItemProps) {
  const { kind, upgrade, title, detail, href, since, basis } = item;
  return (
    <Card className="px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2.5">
        <StateIcon
          state={kind === "near" ? "idle" : "waiting"}
          stale={kind === "stale"}
          label={groups[kind].title}
          className="mt-1 shrink-0"
        />
        <div className="min-w-0 flex-1 basis-64">
          <h3 className="font-semibold">
            <Link href={href} className="hover:underline">
              {title}
            </Link>{" "}
            <Link href={paths.upgrade(upgrade.key)} className="font-normal text-ink-3 hover:underline">
              {upgrade.title} ({upgrade.key})
            </Link>
          </h3>
          <p className="text-ink-2 wrap-anywhere">{detail}</p>
          <p className="num text-xs text-ink-3">
            {since ? (
              <>
                waits since <Time value={since} zone={zone} now={now} show="zoned" />
              </>
            ) : null}
            {since && basis ? " · " : ""}
            {basis ? basisWords(basis) : null}
          </p>
          <Changed item={item} zone={zone} now={now} />
        </div>
        <LinkButton href={href} size="sm" variant={kind === "sign" ? "primary" : "default"}>
          {groups[kind].verb}
        </LinkButton>
      </div>
    </Card>
  );
}

function basisWords({ steps, executions, evidence, waivers }: NonNullable<InboxItem["basis"]>): string {
  const parts = [
    plural(steps, "step"),
    plural(executions, "execution"),
    plural(evidence, "piece of evidence", "pieces of evidence"),
    waivers > 0 ? plural(waivers, "waiver") : "",
  ];
  return `rests on ${parts.filter(Boolean).join(", ")}`;
}

function Changed({ item: { changed, kind }, zone, now }: ItemProps) {
  if (!changed || changed.total === 0 || (kind === "near" && !changed.since)) return null;
  return (
    <details className="group mt-1.5">
      <summary className="cursor-pointer list-none text-sm text-ink-2">
        <ChevronRight size={14} aria-hidden="true" className="mr-1 inline group-open:rotate-90" />
        {changed.since ? (
          <>
            {plural(changed.total, "event")} there since you last signed,{" "}
            <Time value={changed.since} zone={zone} now={now} show="zoned" />
          </>
        ) : (
          `${plural(changed.total, "event")} there so far; you have not signed here before`
        )}
      </summary>
      <ul className="mt-1 flex flex-col gap-0.5 text-sm">
        {changed.latest.map((event) => (
          <li key={event.seq} className="flex gap-3">
            <span className="min-w-0 flex-1 wrap-anywhere">{event.sentence}</span>
            <Time value={event.at} zone={zone} now={now} show="age" className="num text-xs text-ink-3" />
          </li>
        ))}
        {changed.total > changed.latest.length ? (
          <li className="text-ink-3">and {changed.total - changed.latest.length} earlier</li>
        ) : null}
      </ul>
    </details>
  );
}
