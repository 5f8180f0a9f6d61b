// node collect.mjs config.json [--rounds N] [--from ISO --until ISO]
// Measures an installation and pushes what it finds to Liftlock. Plain Node 20, this one file: docs/collector.md.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const mostInOnePush = 5_000;
const [longestWait, patience] = [60_000, 15_000];

const say = (text) => process.stderr.write(`${new Date().toISOString()} ${text}\n`);
const sleep = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });

/** Lines of Prometheus' text format: name, labels, value. Comments, and values that are no numbers, are left out. */
function readText(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/.exec(line);
    if (!match) continue;
    const value = Number(match[3]);
    if (!Number.isFinite(value)) continue;
    const labels = {};
    for (const [, name, quoted] of (match[2] ?? "").matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g))
      labels[name] = quoted.replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign));
    found.push({ name: match[1], labels, value });
  }
  return found;
}

const fits = (labels, where = {}) =>
  Object.entries(where).every(([name, wanted]) => new RegExp(`^(?:${wanted})$`).test(labels[name] ?? ""));

const joined = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  max: (values) => Math.max(...values),
  mean: (values) => joined.sum(values) / values.length,
};

const before = new Map();

/** A counter as growth per second since it was read last; null the first time, and when a restart set it back. */
function rateOf(key, value, at) {
  const last = before.get(key);
  before.set(key, { value, at });
  return last === undefined || value < last.value || at <= last.at
    ? null
    : (value - last.value) / ((at - last.at) / 1_000);
}

/** One metric of a text endpoint: by label where `by` says so, as sum, maximum or mean, as rate, over another one. */
function measure(lines, rule, source, at) {
  const groups = new Map();
  const collect = (side, name, where) => {
    for (const { labels, value, ...line } of lines) {
      if (line.name !== name || !fits(labels, where)) continue;
      const label = rule.by ? (labels[rule.by] ?? "") : (source.label ?? "");
      const group = groups.get(label) ?? { from: [], over: [] };
      group[side].push(value);
      groups.set(label, group);
    }
  };
  collect("from", rule.from, rule.where);
  if (rule.over) collect("over", rule.over, rule.overWhere ?? {});
  const amount = (side, values, label) => {
    if (values.length === 0) return side === "from" && rule.over ? 0 : null;
    const value = joined[rule.join ?? "sum"](values);
    return rule.as === "rate" ? rateOf(JSON.stringify([source.url, rule, side, label]), value, at) : value;
  };
  return [...groups].flatMap(([label, { from, over }]) => {
    const value = amount("from", from, label);
    const whole = rule.over ? amount("over", over, label) : 1;
    if (value === null || whole === null) return [];
    // Nothing of nothing: no request was made, so none failed.
    const part = whole === 0 ? (value === 0 ? 0 : null) : value / whole;
    return part === null ? [] : [sampleOf(rule, label, at, part)];
  });
}

const sampleOf = ({ metric, unit, worse, times = 1 }, label, at, value) => ({
  metric,
  label,
  ...(unit !== undefined && { unit }),
  ...(worse !== undefined && { worse }),
  at: new Date(at).toISOString(),
  value: value * times,
});

const secret = (value) => {
  const found = value.startsWith("env:") ? process.env[value.slice(4)] : value;
  if (!found) throw new Error(`The environment variable ${value.slice(4)} is not set.`);
  return found;
};
const headersOf = ({ headers = {} }) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, secret(value)]));

async function get(url, source) {
  const response = await fetch(url, { headers: headersOf(source), signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

const readers = {
  /** A text endpoint as Prometheus scrapes it. */
  text: async (source, at) => {
    const lines = readText(await (await get(source.url, source)).text());
    return source.metrics.flatMap((rule) => measure(lines, rule, source, at));
  },
  /** Prometheus' own HTTP API; `label` of a rule names the label that tells nodes or applications apart. */
  prometheus: async (source, at) => {
    const all = [];
    for (const rule of source.metrics) {
      const asked = new URLSearchParams({ query: rule.query, time: String(at / 1_000) });
      const { data } = await (await get(`${source.url}/api/v1/query?${asked}`, source)).json();
      for (const { metric, value } of data.result) all.push(...fromPrometheus(rule, metric, [value]));
    }
    return all;
  },
  /** The product's own health address: 1 when it answers well, 0 when not. No answer is an answer here. */
  health: async (source, at) => {
    const answer = await get(source.url, source).catch(() => null);
    return [sampleOf({ metric: "up" }, source.label ?? "", at, answer === null ? 0 : 1)];
  },
};

const fromPrometheus = (rule, labels, values) =>
  values
    .map(([seconds, text]) => [Math.round(seconds * 1_000), Number(text)])
    .filter(([, value]) => Number.isFinite(value))
    .map(([at, value]) => sampleOf(rule, rule.label ? (labels[rule.label] ?? "") : "", at, value));

/** One round: a source that fails is told and leaves a gap, since nothing was measured. */
async function collectAll(config, at) {
  const found = await Promise.all(
    config.sources.map((source) =>
      readers[source.kind](source, at).catch((error) => {
        say(`${source.kind} ${source.url}: ${error.message}. Nothing was measured there this time.`);
        return [];
      }),
    ),
  );
  return found.flat();
}

/** What Prometheus remembers, in pieces it answers: its history of the old stack makes a baseline. */
async function collectHistory(config, from, until, push) {
  const step = config.everySeconds ?? 60;
  const piece = 5_000 * step * 1_000;
  for (const source of config.sources.filter(({ kind }) => kind === "prometheus"))
    for (const rule of source.metrics)
      for (let start = from; start <= until; start += piece) {
        const end = Math.min(until, start + piece - step * 1_000);
        const asked = new URLSearchParams({
          query: rule.query,
          start: start / 1_000,
          end: end / 1_000,
          step,
        });
        const { data } = await (await get(`${source.url}/api/v1/query_range?${asked}`, source)).json();
        for (const { metric, values } of data.result) await push(fromPrometheus(rule, metric, values));
      }
}

/** Samples as a push takes them: grouped by series. */
function bodyOf(stack, samples) {
  const all = new Map();
  for (const { at, value, ...series } of samples) {
    const key = JSON.stringify([series.metric, series.label]);
    const one = all.get(key) ?? { ...series, samples: [] };
    one.samples.push({ at, value });
    all.set(key, one);
  }
  return JSON.stringify({ stack, series: [...all.values()] });
}

/** Samples that wait to be pushed: kept in memory, and in a file while Liftlock can't be reached. */
class Queue {
  constructor(config) {
    this.config = config;
    this.file = config.queue?.file;
    this.atMost = config.queue?.atMost ?? 200_000;
    this.samples = this.file && existsSync(this.file) ? JSON.parse(readFileSync(this.file, "utf8")) : [];
  }
  add(samples) {
    this.samples.push(...samples);
    const lost = this.samples.length - this.atMost;
    if (lost <= 0) return;
    this.samples.splice(0, lost);
    say(`The queue is full: the oldest ${lost} samples were dropped. That time will be unknown.`);
  }
  keep() {
    if (!this.file) return;
    if (this.samples.length === 0) return rmSync(this.file, { force: true });
    // Written aside first: a process killed half-way leaves the old file whole.
    writeFileSync(`${this.file}.new`, JSON.stringify(this.samples));
    renameSync(`${this.file}.new`, this.file);
  }
  /** Pushes everything that waits. False when Liftlock could not take it now: it stays. */
  async flush() {
    while (this.samples.length > 0) {
      const batch = this.samples.slice(0, mostInOnePush);
      const answer = await this.push(batch).catch((error) => ({ status: 0, detail: error.message }));
      const taken = answer.status >= 200 && answer.status < 300;
      // What is refused for its content is refused for ever; a token or an address can be put right.
      const hopeless = [400, 409, 413, 415].includes(answer.status);
      if (!taken && !hopeless) {
        say(
          `Liftlock took nothing (${answer.status || "no answer"}: ${answer.detail}). ${this.samples.length} samples wait.`,
        );
        this.keep();
        return false;
      }
      if (hopeless)
        say(
          `Liftlock refused ${batch.length} samples (${answer.status}: ${answer.detail}). They are dropped.`,
        );
      this.samples.splice(0, batch.length);
    }
    this.keep();
    return true;
  }
  async push(batch) {
    const { liftlock, upgrade, environment, stack } = this.config;
    const place = `upgrades/${encodeURIComponent(upgrade)}/environments/${encodeURIComponent(environment)}`;
    const response = await fetch(`${liftlock.replace(/\/$/, "")}/api/v1/${place}/health/samples`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secret("env:LIFTLOCK_TOKEN")}`,
        "content-type": "application/json",
      },
      body: bodyOf(stack, batch),
      signal: AbortSignal.timeout(patience),
    });
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, detail: answer.detail ?? "" };
  }
}

function configOf(file) {
  const config = JSON.parse(readFileSync(file, "utf8"));
  for (const field of ["liftlock", "upgrade", "environment", "stack", "sources"])
    if (!config[field]) throw new Error(`${file}: ${field} is missing. docs/collector.md shows a whole one.`);
  for (const source of config.sources)
    if (!readers[source.kind])
      throw new Error(`${file}: a source is text, prometheus or health, not ${source.kind}.`);
  secret("env:LIFTLOCK_TOKEN");
  return config;
}

async function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string" }, from: { type: "string" }, until: { type: "string" } },
  });
  if (!positionals[0]) throw new Error("Say which configuration: node collect.mjs config.json");
  const config = configOf(positionals[0]);
  const queue = new Queue(config);
  if (values.from) {
    await collectHistory(
      config,
      Date.parse(values.from),
      Date.parse(values.until ?? "") || Date.now(),
      async (samples) => {
        queue.add(samples);
        if (!(await queue.flush()))
          throw new Error("Stopped: push the rest by running it again, nothing is stored twice.");
      },
    );
    return;
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
  const every = (config.everySeconds ?? 60) * 1_000;
  let failures = 0;
  let nextPush = 0;
  for (let round = 1; !stop.signal.aborted; round += 1) {
    const at = Date.now();
    queue.add(await collectAll(config, at));
    const last = round === Number(values.rounds);
    if (Date.now() >= nextPush || last) {
      failures = (await queue.flush()) ? 0 : failures + 1;
      nextPush = failures === 0 ? 0 : Date.now() + Math.min(longestWait, every * 2 ** failures);
    }
    if (last) break;
    await sleep(Math.max(0, at + every - Date.now()), stop.signal);
  }
  queue.keep();
  if (queue.samples.length > 0) {
    say(
      `${queue.samples.length} samples were not pushed${queue.file ? `: ${queue.file} keeps them for the next start` : " and are lost: name a queue.file"}.`,
    );
    process.exitCode = 1;
  }
}

await run().catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
