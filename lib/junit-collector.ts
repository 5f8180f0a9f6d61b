import { AppError } from "@/lib/errors";

/** One `testcase` element. */
export interface JunitResult {
  /** Names of the suites it stands in, outermost first, joined by " › "; empty when they have none. */
  suite: string;
  className: string;
  name: string;
  result: "passed" | "failed" | "skipped";
  minutes: number | null;
  /** Why it failed or was skipped, with the beginning of its output; kept short. */
  message: string;
  /** When its suite ran; a time without zone is taken as UTC, as most producers mean it. */
  at: Date | null;
  /** What properties such as `test_key` call it. */
  keys: readonly string[];
  /** Of a property `measured` or `measured_value`. */
  measured: number | null;
  /** Line of the file its element begins in. */
  line: number;
}

export interface JunitReport {
  results: JunitResult[];
  suites: number;
  /** What suites report outside of any case, e.g. a set-up that failed; kept short, at most twenty. */
  suiteErrors: string[];
}

const deepest = 100;
/** Characters kept of a name, of a message, and of what a test printed. */
const kept = { name: 500, message: 2_000, output: 500 };

const keyNames = new Set([
  "testcase",
  "testcaseid",
  "testcasekey",
  "testkey",
  "testid",
  "tcid",
  "caseid",
  "casekey",
  "tmslink",
]);
const measuredNames = new Set(["measured", "measuredvalue"]);
const failures = new Set(["failure", "error"]);
const outputs = new Set(["system-out", "system-err"]);

interface Open {
  result: JunitResult;
  output: string;
  /** Failed once and passed when run again. */
  flaky: boolean;
  keys: string[];
}

/** Gathers results while a parser walks through JUnit XML; knows the elements, not the syntax. */
export class JunitCollector {
  readonly report: JunitReport = { results: [], suites: 0, suiteErrors: [] };
  private depth = 0;
  private readonly suites: { name: string; at: Date | null }[] = [];
  private current: Open | null = null;
  /** Element whose text is being gathered, at which depth it began, and its text so far. */
  private gathering: { name: string; depth: number; text: string; message: string; limit: number } | null =
    null;
  private property: string | null = null;

  constructor(private readonly line: () => number) {}

  open(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth > deepest)
      throw new AppError(
        "unsupported",
        `Elements are nested more than ${deepest} deep at line ${this.line()}. No test report is.`,
        { line: this.line() },
      );
    if (this.gathering) {
      // Never lost, wherever it stands.
      if (name !== "testcase") return;
      this.gathered();
    }
    if (name === "testsuite" || name === "testsuites") this.openSuite(name, attributes);
    else if (name === "testcase") this.openCase(attributes);
    else if (name === "property") this.openProperty(attributes);
    else if (failures.has(name)) this.gather(name, attributes, kept.message);
    else if (!this.current) return;
    else if (name === "skipped") {
      if (this.current.result.result === "passed") this.current.result.result = "skipped";
      this.gather(name, attributes, kept.message);
    } else if (name === "flakyFailure" || name === "flakyError") {
      this.current.flaky = true;
      this.gather(name, {}, 0);
    } else if (outputs.has(name)) this.gather(name, {}, kept.output);
    else if (name === "rerunFailure" || name === "rerunError") this.gather(name, {}, 0);
  }

  text(part: string): void {
    const open = this.gathering;
    if (!open || open.text.length >= open.limit || open.depth !== this.depth) return;
    open.text += part.slice(0, open.limit - open.text.length);
  }

  close(name: string): void {
    if (this.gathering && this.gathering.depth === this.depth) this.gathered();
    this.depth -= 1;
    if (this.gathering) return;
    if (name === "testsuite" || name === "testsuites") this.suites.pop();
    else if (name === "testcase" && this.current) {
      this.report.results.push(finished(this.current));
      this.current = null;
    }
  }

  private openSuite(name: string, attributes: Record<string, string>): void {
    const above = this.suites.at(-1);
    // The root names the tool or the run ("jest tests"), not a part of the tests; and it changes from run to run.
    const own = name === "testsuites" ? "" : cut(attributes.name ?? "", kept.name);
    this.suites.push({ name: own, at: timeOf(attributes.timestamp) ?? above?.at ?? null });
    if (name === "testsuite") this.report.suites += 1;
  }

  private openCase(attributes: Record<string, string>): void {
    if (this.current) this.report.results.push(finished(this.current));
    const suite = cut(
      this.suites
        .map((one) => one.name)
        .filter(Boolean)
        .join(" › "),
      kept.name,
    );
    const className = cut(attributes.classname ?? attributes.class ?? "", kept.name);
    const name = cut((attributes.name ?? "").trim(), kept.name) || className || "(a case without a name)";
    const status = (attributes.status ?? attributes.result ?? "").toLowerCase();
    const idle = ["notrun", "disabled", "skipped", "suppressed", "ignored"].includes(status);
    const failed = ["failed", "failure", "error"].includes(status);
    const keys = Object.entries(attributes).flatMap(([key, value]) =>
      keyNames.has(plain(key)) ? keysIn(value) : [],
    );
    this.current = {
      result: {
        suite,
        className,
        name,
        result: failed ? "failed" : idle ? "skipped" : "passed",
        minutes: minutesOf(attributes.time),
        message: "",
        at: timeOf(attributes.timestamp) ?? this.suites.at(-1)?.at ?? null,
        keys,
        measured: null,
        line: this.line(),
      },
      output: "",
      flaky: false,
      keys,
    };
  }

  private openProperty(attributes: Record<string, string>): void {
    if (!this.current) return;
    const key = plain(attributes.name ?? "");
    if (attributes.value !== undefined) this.take(key, attributes.value);
    else {
      this.property = key;
      this.gather("property", {}, kept.name);
    }
  }

  private take(key: string, value: string): void {
    if (!this.current) return;
    if (keyNames.has(key)) this.current.keys.push(...keysIn(value));
    if (measuredNames.has(key)) {
      const number = Number(value.trim());
      if (value.trim() !== "" && Number.isFinite(number)) this.current.result.measured = number;
    }
  }

  private gather(name: string, attributes: Record<string, string>, limit: number): void {
    const message = [attributes.type, attributes.message].filter(Boolean).join(": ");
    this.gathering = { name, depth: this.depth, text: "", message: cut(message, kept.message), limit };
  }

  private gathered(): void {
    const { name, text, message } = this.gathering ?? { name: "", text: "", message: "" };
    this.gathering = null;
    if (name === "property") {
      this.take(this.property ?? "", text);
      return;
    }
    const said = cut(joinedText(message, text.trim()), kept.message);
    if (!this.current) {
      if (failures.has(name) && this.report.suiteErrors.length < 20)
        this.report.suiteErrors.push(cut(`${this.suites.at(-1)?.name ?? ""}: ${said}`, 300));
      return;
    }
    if (failures.has(name)) this.current.result.result = "failed";
    if (failures.has(name) || name === "skipped")
      this.current.result.message = cut(joinedText(this.current.result.message, said), kept.message);
    else if (outputs.has(name) && text.trim() !== "")
      this.current.output = cut(joinedText(this.current.output, text.trim()), kept.output);
  }
}

function finished({ result, output, flaky, keys }: Open): JunitResult {
  const parts = [result.message];
  if (flaky) parts.push("Passed only when it was run again.");
  if (output !== "" && result.result !== "passed") parts.push(`Output: ${output}`);
  return { ...result, keys: [...new Set(keys)], message: parts.filter(Boolean).join("\n") };
}

/** Message and text together; most producers repeat the message at the head of the text. */
function joinedText(message: string, text: string): string {
  if (text === "" || message.includes(text)) return message;
  if (message === "" || text.includes(message)) return text;
  return `${message}\n${text}`;
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");
const keysIn = (value: string): string[] =>
  value
    .split(/[\s,;]+/)
    .map((key) => key.replace(/^@?\[?|\]?$/g, ""))
    .filter(Boolean);

/** Seconds as producers write them ("0.5", "1,234.56", "0,5") in minutes; null for what is no time. */
function minutesOf(time: string | undefined): number | null {
  if (time === undefined || time.trim() === "") return null;
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(time.trim());
  const seconds = Number(grouped ? time.replaceAll(",", "") : time.replace(",", "."));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds / 60 : null;
}

function timeOf(timestamp: string | undefined): Date | null {
  if (timestamp === undefined || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(timestamp)) return null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(timestamp) ? timestamp : `${timestamp}Z`;
  const at = new Date(zoned.replace(" ", "T"));
  return Number.isNaN(at.getTime()) ? null : at;
}
