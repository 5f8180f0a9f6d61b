import { Fragment } from "react";
import { type ChamberNote, type ChamberRow, EnvChamber } from "@/components/layout/env-chamber";
import { GateLeaf } from "@/components/layout/gate-leaf";
import { Locks } from "@/components/layout/locks";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { passWords } from "@/domain/test-execution";
import { StatusChip } from "@/features/environments/components/status-chip";
import { formatCount, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { EnvironmentColumn, GateColumn, HomeView } from "../schema";
import { leafState } from "./leaf-state";

interface HomeLocksProps {
  home: HomeView;
  zone: string;
  now: string;
}

/** The environments as lock chambers, each behind its entry gate. */
export function HomeLocks({ home, zone, now }: HomeLocksProps) {
  return (
    <Locks count={home.environments.length} label="Environments in promotion order">
      {home.environments.map((environment) => (
        <Fragment key={environment.id}>
          <GateLeaf
            name={environment.entry.label}
            href={environment.entry.href}
            state={leafState(environment, home.current)}
            blockers={environment.entry.blockers}
          />
          <EnvChamber
            name={environment.name}
            href={paths.environment(home.key, environment.key)}
            status={<StatusChip status={environment.status} />}
            sentence={<Sentence environment={environment} zone={zone} now={now} />}
            done={environment.checklist.closed + environment.tests.passed}
            total={environment.checklist.total + environment.tests.total}
            current={environment.key === home.current}
            rows={[
              checklistRow(environment),
              testsRow(environment),
              ...inventoryRows(environment),
              ...dueRows(environment, { zone, now }),
              gateRow(environment.exit, environment.key === home.current),
            ]}
          />
        </Fragment>
      ))}
    </Locks>
  );
}

function Sentence({ environment, zone, now }: { environment: EnvironmentColumn; zone: string; now: string }) {
  const { startedAt, signedAt, status, sentence } = environment;
  const started = startedAt ? (
    <>
      Started <Time value={startedAt} zone={zone} now={now} show="date" />
    </>
  ) : null;
  if (status === "signed_off" && signedAt) {
    return (
      <>
        {started ? <>{started}, signed </> : "Signed "}
        <Time value={signedAt} zone={zone} now={now} show="date" />.
      </>
    );
  }
  return (
    <>
      {sentence}. {started ? <span className="text-ink-3">{started}.</span> : null}
    </>
  );
}

const note = (
  key: string,
  { count, href }: { count: number; href: string },
  words: string,
  tone: Tone,
): ChamberNote[] => (count > 0 ? [{ key, text: `${formatCount(count)} ${words}`, tone, href }] : []);

function checklistRow({ checklist }: EnvironmentColumn): ChamberRow {
  return {
    label: "Checklist",
    value: `${formatCount(checklist.closed)} / ${formatCount(checklist.total)}`,
    href: checklist.href,
    notes: [
      ...note("doing", checklist.doing, "running", "doing"),
      ...note("blocked", checklist.blocked, "blocked", "blocked"),
      ...note(
        "second-person",
        checklist.secondPerson,
        checklist.secondPerson.count === 1 ? "waits for a second person" : "wait for a second person",
        "waiting",
      ),
      ...note("skipped", checklist.skipped, "skipped", "na"),
      ...note("na", checklist.notApplicable, "n/a", "na"),
    ],
  };
}

function testsRow({ tests }: EnvironmentColumn): ChamberRow {
  const notes = [
    ...note("failed", tests.failed, "fail", "blocked"),
    ...note("blocked", tests.blocked, "blocked", "blocked"),
    ...note("stale", tests.stale, "stale", "stale"),
    ...note("skipped", tests.skipped, "skipped", "na"),
  ];
  if (tests.total === 0) return { label: "Tests", value: "none", valueTone: "idle", href: tests.href };
  const words = passWords(tests);
  const all: ChamberNote[] =
    tests.passed === tests.total ? [{ key: "all", text: "all pass", tone: "done" }] : notes;
  if (words.optional) all.push({ key: "optional", text: words.optional, tone: "idle" });
  return {
    label: "Tests",
    value: words.required,
    href: tests.href,
    notes: all,
  };
}

/** Nothing where no inventory has work: a row of zeros would say that somebody looked. */
function inventoryRows({ inventory }: EnvironmentColumn): ChamberRow[] {
  const { work, done, undecided, untested, href } = inventory;
  if (work + undecided.count === 0) return [];
  return [
    {
      label: "Inventory",
      value: `${formatCount(done)} / ${formatCount(work)}`,
      href,
      notes: [
        ...note("undecided", undecided, "undecided", "blocked"),
        ...note("untested", untested, "without a test", "stale"),
      ],
    },
  ];
}

function gateRow(gate: GateColumn, current: boolean): ChamberRow {
  const stale = gate.stale > 0 ? ", stale" : "";
  const tone: Tone = stale
    ? "stale"
    : gate.state === "open"
      ? "done"
      : gate.state === "ready"
        ? "waiting"
        : "idle";
  return {
    label: "Exit gate",
    value: `${gate.signed} of ${gate.wanted} signed${stale}`,
    valueTone: tone,
    href: gate.href,
    notes: gateNotes(gate, current),
  };
}

/** Gates that have a date and are not open yet; none where nobody set one. */
function dueRows({ entry, exit }: EnvironmentColumn, times: { zone: string; now: string }): ChamberRow[] {
  return [entry, exit].flatMap((gate) =>
    gate.dueAt === null || gate.state === "open"
      ? []
      : {
          label: `${gate.gate === "entry" ? "Entry" : "Exit"} due`,
          value: <Time value={gate.dueAt} {...times} show="date" />,
          href: gate.href,
          notes: gate.late ? [{ key: "late", text: "late", tone: "stale" as const, href: gate.href }] : [],
        },
  );
}

function gateNotes({ state, blockers, href }: GateColumn, current: boolean): ChamberNote[] {
  if (state === "ready") return [{ key: "ready", text: "ready to sign", tone: "waiting", href }];
  const text = plural(blockers, "blocker");
  return blockers > 0 ? [{ key: "blockers", text, tone: current ? "blocked" : "idle", href }] : [];
}
