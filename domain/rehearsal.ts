import type { BlockerKind } from "./blocker";
import type { EnvironmentFacts, EnvironmentKind } from "./environment";
import type { GateProof, ProofFact } from "./gate-proof";
import { type RunData, type RunOutcome, volumeRatio } from "./migration-run";
import type { Parity } from "./parity";
import type { Role } from "./role";
import { counted, dated, joined } from "./sentence";

/** What has to be rehearsed before production may begin. From the playbook; a lead can change it, with a reason. */
export type RehearsalRules = {
  /** Kind of the environments in which the migration is rehearsed. */
  readonly pilotIn: EnvironmentKind;
  /** Least share of production's rows that generated data has to have, in every table named. */
  readonly volumeRatio: number;
  /** The way back is rehearsed and timed, too. */
  readonly backOut: boolean;
  /** Every difference from production is mended or accepted. */
  readonly parity: boolean;
  /** A forecast that fits the booked window. */
  readonly forecast: boolean;
  /** Minutes kept free at the end of the window. */
  readonly reserveMinutes: number;
  /** A change window is booked, and production opens only inside of it. */
  readonly window: boolean;
};

/** A pilot as far as production's entry asks. */
export type PilotFact = {
  readonly number: number;
  readonly environmentName: string;
  readonly startedAt: Date;
  /** Null while it goes on. */
  readonly endedAt: Date | null;
  readonly outcome: RunOutcome | null;
  readonly data: RunData | null;
  /** When its back-out began and ended; null when none was rehearsed. */
  readonly backOut: { readonly startedAt: Date; readonly endedAt: Date | null } | null;
};

export type RehearsalFacts = {
  /** Null: nothing has to be rehearsed. */
  readonly rules: RehearsalRules | null;
  /** When the steps of production changed last, and what they say of the way back; null: not since the upgrade was made. */
  readonly planChangedAt: Date | null;
  readonly backOutChangedAt: Date | null;
  /** Of the environments of the kind, in any order. */
  readonly pilots: readonly PilotFact[];
  /** Of the environment of the kind that is nearest to production; null when there is none. */
  readonly parity: { readonly environmentName: string; readonly parity: Parity } | null;
};

const workers: readonly Role[] = ["lead", "engineer"];
const percent = (share: number) => `${Math.floor(share * 100)} %`;

/** What production's entry gate asks of the rehearsal. Empty where nothing is asked, and for every other environment. */
export function rehearsalProofs(facts: RehearsalFacts, environment: EnvironmentFacts): GateProof[] {
  const { rules } = facts;
  if (rules === null || environment.kind !== "prod") return [];
  const proof = (
    kind: BlockerKind,
    met: boolean,
    title: string,
    detail: string,
    { since = null, facts: bound = [] }: { since?: Date | null; facts?: readonly ProofFact[] } = {},
  ): GateProof => ({
    kind,
    gate: "entry",
    met,
    title,
    detail,
    since,
    until: null,
    subject: { type: "proof", id: environment.id, code: null, environmentId: environment.id },
    clearedBy: { people: [], roles: workers },
    facts: bound,
  });
  const newest = newestPilot(facts.pilots);
  const proofs = [pilotProof(newest, facts, environment, proof)];
  if (newest) proofs.push(dataProof(newest, rules, proof));
  if (rules.parity) proofs.push(parityProof(facts, proof));
  if (rules.backOut) proofs.push(backOutProof(facts, proof));
  return proofs;
}

type Make = (
  kind: BlockerKind,
  met: boolean,
  title: string,
  detail: string,
  more?: { since?: Date | null; facts?: readonly ProofFact[] },
) => GateProof;

const nameOf = ({ number, environmentName }: PilotFact) => `Pilot ${number} of ${environmentName}`;

/** The last pilot that succeeded; null when none did. */
export function newestPilot(pilots: readonly PilotFact[]): PilotFact | null {
  return pilots
    .filter(({ outcome }) => outcome === "succeeded")
    .reduce<PilotFact | null>((last, one) => (last && last.startedAt >= one.startedAt ? last : one), null);
}

function pilotProof(
  newest: PilotFact | null,
  facts: RehearsalFacts,
  prod: EnvironmentFacts,
  proof: Make,
): GateProof {
  if (newest === null)
    return proof(
      "pilot_missing",
      false,
      "No pilot has succeeded",
      "Rehearse the whole migration, timed, before production.",
    );
  const changed = facts.planChangedAt;
  const fresh = changed === null || newest.startedAt >= changed;
  const bound = [
    { subject: "the pilot", value: `${nameOf(newest)}, succeeded ${newest.endedAt?.toISOString() ?? ""}` },
  ];
  return fresh
    ? proof("pilot_missing", true, "", "", { facts: bound })
    : proof(
        "pilot_missing",
        false,
        `${nameOf(newest)} is older than the plan of ${prod.name}`,
        `The plan changed on ${dated(changed.toISOString())}: rehearse it as it is now.`,
        { since: changed, facts: bound },
      );
}

function dataProof(pilot: PilotFact, { volumeRatio: agreed }: RehearsalRules, proof: Make): GateProof {
  const { data } = pilot;
  if (data === null)
    return proof(
      "pilot_data",
      false,
      `${nameOf(pilot)} does not say what data it ran on`,
      "Write it down at the pilot.",
    );
  const ratio = volumeRatio(data);
  const isDump = data.source === "production_dump";
  const met = isDump || (ratio !== null && ratio >= agreed);
  const value = isDump
    ? `a production dump${data.takenAt ? ` taken ${data.takenAt.toISOString()}` : ""}`
    : `generated data, ${ratio === null ? "not compared" : percent(ratio)} of production`;
  const short = data.tables
    .filter(({ rows, production }) => production !== null && rows / production < agreed)
    .map(({ name }) => name);
  return proof(
    "pilot_data",
    met,
    `${nameOf(pilot)} ran on too little data`,
    ratio === null
      ? `How it compares with production is not known; ${percent(agreed)} of it are agreed.`
      : `${joined(short)} had ${percent(ratio)} of production's rows; ${percent(agreed)} are agreed.`,
    { facts: [{ subject: "the data of the pilot", value }] },
  );
}

function parityProof({ parity: found }: RehearsalFacts, proof: Make): GateProof {
  if (found === null)
    return proof(
      "parity_open",
      false,
      "There is no environment to compare with production",
      "Add one, or take the comparison out of what is rehearsed.",
    );
  const { environmentName, parity } = found;
  const open = parity.undecided;
  const unknown = open.filter(({ state }) => state === "unknown").length;
  const labels = open.slice(0, 4).map(({ label }) => label);
  return proof(
    "parity_open",
    open.length === 0,
    `${environmentName} and production differ in ${counted(open.length, "point")} nobody decided on`,
    `${labels.join(", ")}${open.length > 4 ? " …" : ""}${unknown > 0 ? `; ${unknown === open.length ? "not written down" : `${unknown} of them not written down`}` : ""}. Mend them, or accept them with a reason.`,
    {
      facts: parity.lines
        .filter(({ state }) => state === "accepted")
        .map((line) => ({
          subject: `the accepted difference in ${line.label.toLowerCase()}`,
          value: `${line.here} here, ${line.production} in production`,
        })),
    },
  );
}

function backOutProof({ pilots, backOutChangedAt: changed }: RehearsalFacts, proof: Make): GateProof {
  const rehearsed = pilots
    .filter((pilot) => pilot.backOut !== null && pilot.backOut.endedAt !== null)
    .reduce<PilotFact | null>(
      (last, one) =>
        last?.backOut && one.backOut && last.backOut.startedAt >= one.backOut.startedAt ? last : one,
      null,
    );
  if (!rehearsed?.backOut)
    return proof(
      "back_out_missing",
      false,
      "The way back was never rehearsed",
      "Back out of a pilot, timed, before production.",
    );
  const fresh = changed === null || rehearsed.backOut.startedAt >= changed;
  const bound = [
    {
      subject: "the rehearsed back-out",
      value: `in ${nameOf(rehearsed)}, finished ${rehearsed.backOut.endedAt?.toISOString() ?? ""}`,
    },
  ];
  return fresh
    ? proof("back_out_missing", true, "", "", { facts: bound })
    : proof(
        "back_out_missing",
        false,
        "The way back changed since it was rehearsed",
        `It changed on ${dated(changed.toISOString())}: rehearse it as it is now.`,
        { since: changed, facts: bound },
      );
}
