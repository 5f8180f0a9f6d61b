import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Judged, Question } from "./analyse";
import { limits, type Reading } from "./limits";
import type { Said } from "./worker";

/** How long a worker without work is kept, in ms: starting one costs about a second. */
const idle = 60_000;

/** How long one may take to start on a busy machine, in ms. */
const startsWithin = 60_000;

type Lost = { kind: "lost"; error: Error };
type Kept = { worker: Worker | null; last: Promise<unknown>; rest: NodeJS.Timeout | null };
// One worker per process, also while Next reloads modules in development.
const shared = globalThis as { liftlockAnalysers?: Kept };
const kept = (): Kept => {
  shared.liftlockAnalysers ??= { worker: null, last: Promise.resolve(), rest: null };
  return shared.liftlockAnalysers;
};

/**
 * Has files read and judged by a worker, one question after the other, so that nobody else waits for a large file. A reading
 * that takes longer or needs more memory than `limits` allow is given up and answered as a problem. Rejects when the
 * analyser itself is at fault.
 */
export function analyseApart(
  question: Question,
  { time = limits.time, memory = limits.memory }: { time?: number; memory?: number } = {},
): Promise<Reading<Judged>> {
  const own = kept();
  const turn = own.last.then(() => ask(own, question, time, memory));
  own.last = turn.catch(() => undefined);
  return turn;
}

async function ask(own: Kept, question: Question, time: number, memory: number): Promise<Reading<Judged>> {
  if (own.rest) clearTimeout(own.rest);
  own.worker ??= await start(own, memory);
  const { worker } = own;
  worker.ref();
  const heard = next(worker, time);
  worker.postMessage(question);
  const said = await heard;
  if (said.kind === "answer" || said.kind === "fault") rest(own, worker);
  else {
    own.worker = null;
    await worker.terminate();
  }
  switch (said.kind) {
    case "answer":
      return said.reading;
    case "late":
      return givenUp(question, `takes longer than ${time / 1000} seconds`);
    case "memory":
      return givenUp(question, `needs more than ${memory} MB of memory`);
    case "fault":
      throw Object.assign(new Error(said.message), { stack: said.stack });
    case "lost":
      throw said.error;
    case "ready":
      throw new Error("The worker of the analysers began anew.");
  }
}

function givenUp({ files }: Question, why: string): Reading<Judged> {
  const message = `Reading this ${why} and was given up. Read fewer or smaller files at a time.`;
  return { ok: false, problems: [{ file: files[0]?.name ?? "", line: null, column: null, message }] };
}

/** The next thing a worker says within this many ms, or what became of it instead. */
function next(worker: Worker, time: number): Promise<Said | { kind: "late" | "memory" } | Lost> {
  return new Promise((resolve) => {
    const done = (said: Said | { kind: "late" | "memory" } | Lost) => {
      clearTimeout(late);
      worker.off("message", done).off("error", onError).off("exit", onExit);
      resolve(said);
    };
    const onError = (error: Error & { code?: string }) =>
      done(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? { kind: "memory" } : { kind: "lost", error });
    const onExit = (code: number) =>
      done({ kind: "lost", error: new Error(`The worker of the analysers ended with ${code}.`) });
    const late = setTimeout(() => done({ kind: "late" }), time);
    worker.on("message", done).on("error", onError).on("exit", onExit);
  });
}

/** Starts a worker from its source, as the server's own scripts are started, and waits until it listens. */
async function start(own: Kept, memory: number): Promise<Worker> {
  // A bundler that followed the path would take tsx and its compiler in.
  const entry = join(/* turbopackIgnore: true */ process.cwd(), "analysers", "worker-start.mjs");
  const worker = new Worker(/* turbopackIgnore: true */ entry, {
    // Nothing of how this process was started: the worker loads what it needs by itself.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  // Also while nobody waits for it: what it was asked is then answered by another.
  worker.on("error", () => undefined);
  worker.once("exit", () => {
    if (own.worker === worker) own.worker = null;
  });
  const said = await next(worker, startsWithin);
  if (said.kind === "ready") return worker;
  await worker.terminate();
  throw said.kind === "lost"
    ? said.error
    : new Error(`The worker of the analysers does not start: ${said.kind}.`);
}

/** Lets the worker go when nobody has asked for a while; until then it keeps no process alive. */
function rest(own: Kept, worker: Worker): void {
  worker.unref();
  own.rest = setTimeout(() => {
    own.worker = null;
    void worker.terminate();
  }, idle);
  own.rest.unref();
}
