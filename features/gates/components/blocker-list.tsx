import { LinkHotkeys } from "@/components/layout/link-hotkeys";
import { Chip } from "@/components/ui/chip";
import { LinkButton } from "@/components/ui/link-button";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { RequestWaiver } from "@/features/waivers/components/request-waiver";
import { listWords } from "@/lib/format";
import type { BlockerView, GateView } from "../schema";

interface BlockerListProps {
  upgrade: string;
  view: GateView;
  zone: string;
  now: string;
}

/** How many blockers a digit opens. */
const digits = 9;

/** Why the gate is shut, failing first: each one click from the thing to fix, and naming who can clear it. */
export function BlockerList({ upgrade, view, zone, now }: BlockerListProps) {
  const { blockers } = view;
  const asked = new Map(view.waiversWaiting.map((waiver) => [waiver.blockerKey, waiver]));
  const links = blockers.slice(0, digits).map((blocker, index) => ({
    keys: String(index + 1),
    label: `Open: ${blocker.title}`,
    href: blocker.href,
  }));
  return (
    <>
      <LinkHotkeys group="This gate" links={links} />
      <ul aria-label="Blockers">
        {blockers.map((blocker, index) => (
          <li
            key={blocker.key}
            className="grid grid-cols-[20px_1fr] items-center gap-x-2.5 gap-y-2 border-t border-line px-4 py-2.5 sm:grid-cols-[20px_1fr_auto]"
          >
            <BlockerIcon kind={blocker.kind} />
            <div className="min-w-0">
              <Title blocker={blocker} />
              <small className="block text-xs text-ink-3 wrap-anywhere">
                <Facts blocker={blocker} zone={zone} now={now} />
              </small>
            </div>
            <div className="flex flex-wrap items-center gap-1.5 max-sm:col-start-2">
              {asked.has(blocker.key) ? <Chip tone="waiting">waiver asked</Chip> : null}
              {blocker.waivable && !asked.has(blocker.key) ? (
                <RequestWaiver
                  upgrade={upgrade}
                  environment={view.environment.key}
                  gate={view.gate}
                  label={view.label}
                  blocker={{ key: blocker.key, title: blocker.title }}
                  cannot={view.cannot.requestWaiver}
                  zone={zone}
                  now={now}
                />
              ) : null}
              <LinkButton href={blocker.href} size="sm" kbd={index < digits ? String(index + 1) : undefined}>
                {words[blocker.kind] ?? "Open"}
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

const words: Partial<Record<BlockerView["kind"], string>> = {
  signature_stale: "See what changed",
  sign_off_rejected: "See why",
  condition_open: "Clear",
  previous_upgrade_unsigned: "See the link",
  previous_exit_unsigned: "Open gate",
  entry_shut: "Open gate",
  migration_client_failed: "See the run",
  log_must_fix: "See the logs",
  log_undecided: "Decide",
  logs_unread: "Read logs",
  hypercare_missing: "Start hypercare",
  hypercare_missed: "Answer late",
  hypercare_finding: "See the finding",
  hypercare_running: "See its days",
};

function BlockerIcon({ kind }: { kind: BlockerView["kind"] }) {
  switch (kind) {
    case "signature_stale":
    case "execution_stale":
      return <StateIcon state="waiting" stale label="Stale" />;
    case "step_open":
    case "test_not_run":
    case "case_uncovered":
    case "log_undecided":
    case "logs_unread":
    case "hypercare_missing":
      return <StateIcon state="idle" label="To do" />;
    case "test_skipped":
      return <StateIcon state="na" label="Skipped" />;
    case "skip_unconfirmed":
    case "attestation_missing":
    case "condition_open":
    case "previous_upgrade_unsigned":
    case "previous_exit_unsigned":
    case "entry_shut":
    case "window_ahead":
    case "hypercare_running":
      return <StateIcon state="waiting" label="Waits" />;
    default:
      return <StateIcon state="blocked" label="Fails" />;
  }
}

/** The sentence of a blocker with the thing it is about in bold. */
function Title({ blocker: { title, subject } }: { blocker: BlockerView }) {
  const start = subject.code === null ? -1 : title.indexOf(`${subject.code} “`);
  const end = start < 0 ? -1 : title.indexOf("”", start) + 1;
  if (start < 0 || end === 0) return <span className="wrap-anywhere">{title}</span>;
  return (
    <span className="wrap-anywhere">
      {title.slice(0, start)}
      <b className="font-semibold">{title.slice(start, end)}</b>
      {title.slice(end)}
    </span>
  );
}

function Facts({ blocker, zone, now }: { blocker: BlockerView; zone: string; now: string }) {
  const { people, roles } = blocker.clearedBy;
  const who =
    people.length > 0
      ? listWords(people.map(({ name }) => name))
      : listWords(
          roles.map((role) => `any ${role}`),
          "or",
        );
  return (
    <>
      {blocker.detail}
      {blocker.detail && (blocker.since || who) ? " · " : ""}
      {blocker.since ? (
        <>
          since <Time value={blocker.since} zone={zone} now={now} show="day" />
          {who ? " · " : ""}
        </>
      ) : null}
      {who ? `${people.length > 0 ? "with" : "can be cleared by"} ${who}` : ""}
    </>
  );
}
