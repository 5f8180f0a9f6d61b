import { counted, dated, joined } from "../sentence";
import type { Exceedance, SeriesJudgement, Stretch } from "./judge";
import type { Metric } from "./metric";
import { withUnit } from "./threshold";

/** "45 s", "12 min", "3 h 20 min". */
export function lasting({ since, until }: Stretch): string {
  const seconds = Math.round((until.getTime() - since.getTime()) / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const exceeded = ({ unit }: Metric, one: Exceedance) =>
  `exceeded from ${dated(one.since.toISOString())} for ${lasting(one)}, worst ${withUnit(one.worst, unit)} where ${withUnit(one.limit, unit)} is the limit`;

/** What was judged of one series, in a sentence without its subject. */
export function judgedWords(judged: SeriesJudgement, metric: Metric): string {
  const { judgement, exceedances, gaps, worst, stale, withoutLimit } = judged;
  const [first] = exceedances;
  if (first) {
    const more = exceedances.length - 1;
    return `${exceeded(metric, first)}${more > 0 ? `, and ${counted(more, "time")} more` : ""}`;
  }
  if (judgement === "unknown") {
    const last = gaps.at(-1);
    const reasons = [
      withoutLimit ? "there is no baseline to compare with" : "",
      last === undefined
        ? ""
        : stale
          ? `no sample since ${dated(last.since.toISOString())}`
          : `no samples from ${dated(last.since.toISOString())} for ${lasting(last)}${gaps.length > 1 ? `, and ${counted(gaps.length - 1, "gap")} more` : ""}`,
      last === undefined && !withoutLimit ? "no sample was taken" : "",
    ].filter((part) => part !== "");
    return `unknown: ${joined(reasons)}`;
  }
  const peak = worst === null ? "" : `, worst ${withUnit(worst.value, metric.unit)}`;
  return judgement === "pending" ? `fine so far${peak}` : `kept${peak}`;
}
