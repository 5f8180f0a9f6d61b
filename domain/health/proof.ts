import type { BlockerKind } from "../blocker";
import type { EnvironmentFacts } from "../environment";
import type { GateProof, ProofFact } from "../gate-proof";
import type { Role } from "../role";
import { dated } from "../sentence";
import type { VerificationRules } from "../verification";
import { countState, countTitle, type EntityCount } from "./count";
import { type Judgement, judge, type SeriesDigest, type SeriesJudgement, together } from "./judge";
import type { Metric } from "./metric";
import { type Threshold, thresholdWords, watchedPeriod } from "./threshold";
import { judgedWords } from "./words";

/** A threshold with what was measured of it on the new stack; one series without samples where nothing was. */
export type WatchedThreshold = {
  readonly id: string;
  readonly environmentId: string;
  readonly threshold: Threshold;
  readonly metric: Metric;
  readonly setAt: Date;
  readonly series: readonly { readonly label: string; readonly digest: SeriesDigest }[];
};

export type HealthFacts = {
  /** Kinds of environments whose exit asks for thresholds and for counts, also where nobody set or counted any. */
  readonly rules: Pick<VerificationRules, "health" | "counts">;
  readonly watched: readonly WatchedThreshold[];
  readonly counts: readonly (EntityCount & { readonly id: string; readonly environmentId: string })[];
};

export type ThresholdJudgement = {
  readonly judgement: Judgement;
  readonly series: readonly (SeriesJudgement & { readonly label: string; readonly words: string })[];
  /** When time alone changes it; null when it doesn't. */
  readonly until: Date | null;
};

/** Judges a threshold: each of its series, and all of them together. */
export function judgeThreshold(
  { threshold, metric, series }: WatchedThreshold,
  now: Date,
): ThresholdJudgement {
  const watch = { period: watchedPeriod(threshold), everySeconds: threshold.everySeconds };
  const judged = series.map(({ label, digest }) => {
    const found = judge(digest, watch, now);
    return { label, ...found, words: judgedWords(found, metric) };
  });
  const judgement = together(judged.map((one) => one.judgement));
  const moments = judged.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
  return { judgement, series: judged, until: moments.length === 0 ? null : new Date(Math.min(...moments)) };
}

const kinds: Record<Exclude<Judgement, "ok">, BlockerKind> = {
  exceeded: "health_exceeded",
  unknown: "health_unknown",
  pending: "health_pending",
};

const titles: Record<Exclude<Judgement, "ok">, string> = {
  exceeded: "was exceeded",
  unknown: "is unknown",
  pending: "is still watched",
};

/** What a signature is bound to: words that don't move with every sample. */
const values: Record<Exclude<Judgement, "exceeded">, string> = {
  ok: "kept",
  unknown: "unknown",
  pending: "not over yet",
};

const workers: readonly Role[] = ["lead", "engineer"];
const deciders: readonly Role[] = ["lead", "manager"];

/** What the exit gate of an environment asks of health and counts. Empty where nothing is asked, set or counted. */
export function healthProofs(facts: HealthFacts, environment: EnvironmentFacts, now: Date): GateProof[] {
  const own = facts.watched.filter(({ environmentId }) => environmentId === environment.id);
  const counts = facts.counts.filter(({ environmentId }) => environmentId === environment.id);
  const proofs = [
    ...own.map((watched) => thresholdProof(watched, now)),
    ...counts.map((count) => countProof(count)),
  ];
  if (own.length === 0 && facts.rules.health.includes(environment.kind))
    proofs.push(
      missing(
        environment,
        "health_missing",
        `No threshold is set for ${environment.name}`,
        "Set what the new stack has to keep, and push what is measured: nothing measured is nothing known.",
      ),
    );
  if (counts.length === 0 && facts.rules.counts.includes(environment.kind))
    proofs.push(
      missing(
        environment,
        "count_missing",
        `Nothing was counted in ${environment.name}`,
        "Count before and after: APIs, applications, subscriptions and what else has to be there.",
      ),
    );
  return proofs;
}

type Own = Pick<GateProof, "kind" | "met" | "title" | "detail" | "facts"> &
  Partial<Pick<GateProof, "since" | "until">>;

const proofOf = (
  own: Own,
  { id, code, environmentId }: { id: string; code: string | null; environmentId: string },
  roles: readonly Role[],
): GateProof => ({
  since: null,
  until: null,
  ...own,
  gate: "exit",
  subject: { type: "proof", id, code, environmentId },
  clearedBy: { people: [], roles },
});

function missing({ id }: EnvironmentFacts, kind: BlockerKind, title: string, detail: string): GateProof {
  return proofOf(
    { kind, met: false, title, detail, facts: [] },
    { id, code: null, environmentId: id },
    workers,
  );
}

function thresholdProof(watched: WatchedThreshold, now: Date): GateProof {
  const { id, environmentId, threshold, metric, setAt } = watched;
  const { judgement, series, until } = judgeThreshold(watched, now);
  const period = watchedPeriod(threshold);
  const dates = `${dated(period.since.toISOString())} to ${dated(period.until.toISOString())}`;
  const subject = { id, code: threshold.metric, environmentId };
  const words = thresholdWords(threshold, metric);
  const bad = series.filter((one) => one.judgement === judgement);
  const said = bad
    .slice(0, 3)
    .map((one) => (one.label === "" ? one.words : `${one.label}: ${one.words}`))
    .join("; ");
  const more = bad.length > 3 ? `; and ${bad.length - 3} more` : "";
  const value = judgement === "exceeded" ? `${said}${more}` : values[judgement];
  const facts: ProofFact[] = [{ subject: `${words}, ${dates}`, value }];
  if (judgement === "ok")
    return proofOf({ kind: "health_exceeded", met: true, title: "", detail: "", facts }, subject, workers);
  const [first] = bad;
  const whose =
    threshold.label ??
    (bad.length === 1 && first?.label ? first.label : metric.byApplication ? "applications" : "nodes");
  return proofOf(
    {
      kind: kinds[judgement],
      met: false,
      title: `${metric.title} of ${whose} ${titles[judgement]}`,
      detail: `${said}${more}. Watched ${dates}: ${words}.`,
      since: sinceWhen(bad, setAt),
      until,
      facts,
    },
    subject,
    workers,
  );
}

/** Since when it is so: the first exceedance or gap, else when the threshold was set. */
function sinceWhen(series: readonly SeriesJudgement[], setAt: Date): Date {
  const moments = series.flatMap(({ judgement, exceedances, gaps }) =>
    judgement === "exceeded" ? exceedances : judgement === "unknown" ? gaps : [],
  );
  return moments.length === 0 ? setAt : new Date(Math.min(...moments.map(({ since }) => since.getTime())));
}

function countProof(count: HealthFacts["counts"][number]): GateProof {
  const { id, environmentId, name, before, after, accepted } = count;
  const title = countTitle(name);
  const state = countState(count);
  const subject = { id, code: name, environmentId };
  const value = `${before ?? "not counted"} before, ${after ?? "not counted"} after`;
  const facts = [
    { subject: `the count of ${title}`, value: accepted === null ? value : `${value}: ${accepted}` },
  ];
  if (state === "incomplete")
    return proofOf(
      {
        kind: "count_missing",
        met: false,
        title: `${title} are not counted ${before === null ? "before" : "after"}`,
        detail: "Count both sides: one number alone shows nothing.",
        facts,
      },
      subject,
      workers,
    );
  return proofOf(
    {
      kind: "count_different",
      met: state !== "different",
      title: `${title} were ${before}, and are ${after}`,
      detail: "Find out why and mend it, or accept the difference with a reason.",
      facts,
    },
    subject,
    deciders,
  );
}
