import { Agent, type ClientRequest, get } from "node:http";
import { type Times, timesOf } from "./figures";
import type { BenchWorld } from "./world";

type Live = { steps: { id: string; state: string; startable: boolean; version: number }[] };

/** Between two taps of the one person who works, in ms. */
const pause = 1_500;

/** One who follows a run as the page does: hears of what moves, and asks for the run as data, one question at a time. */
class Follower {
  #asking = false;
  #again = false;
  #closed = false;
  #stream: ClientRequest | undefined;

  constructor(
    private readonly base: string,
    private readonly world: BenchWorld,
    private readonly agent: Agent,
    private readonly saw: (answer: string) => void,
  ) {}

  /** Resolves when the stream is open. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = { cookie: this.world.cookie, accept: "text/event-stream" };
      this.#stream = get(
        `${this.base}/api/live?upgrade=${this.world.key}&read=${Date.now()}`,
        { headers },
        (answer) => {
          answer.setEncoding("utf8").on("data", (text: string) => {
            if (text.includes("event: wake")) void this.#ask();
          });
          answer.on("error", () => undefined);
          resolve();
        },
      ).on("error", reject);
    });
  }

  close(): void {
    this.#closed = true;
    this.#stream?.on("error", () => undefined).destroy();
  }

  async #ask(): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again) {
      this.#again = false;
      const answer = await look(this.base, this.world, this.agent).catch((error: unknown) => {
        if (!this.#closed) throw error;
      });
      if (answer) this.saw(answer);
    }
    this.#asking = false;
  }
}

/** The run as data, as the page asks for it: the whole text of the answer. */
function look(base: string, { key, cookie }: BenchWorld, agent: Agent): Promise<string> {
  const url = `${base}/api/v1/upgrades/${key}/environments/dev/live`;
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () =>
        answer.statusCode === 200
          ? resolve(text)
          : reject(new Error(`${url} answered ${answer.statusCode}: ${text.slice(0, 200)}`)),
      );
    }).on("error", reject);
  });
}

/** Looked for in the text: fifty browsers would read the answer on fifty machines, not in the one process of the bench. */
function isDoing(answer: string, id: string): boolean {
  const at = answer.indexOf(`{"id":"${id}"`);
  return at >= 0 && /^.{1,600}?"state":"doing"/s.test(answer.slice(at, answer.indexOf('"version"', at)));
}

/**
 * From one person's tap to the data of it at everybody else: `people` follow a run of 1,000 steps while one of them starts
 * `taps` steps. Each of the others counts, each time. Whoever ticks these steps later is told of their new version.
 */
export async function followed(
  base: string,
  world: BenchWorld,
  people: number,
  taps: number,
): Promise<Times & { seen: number; of: number; taps: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const post = (path: string, body: object, version?: number) =>
    fetch(`${base}/api/v1/upgrades/${world.key}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${world.leadToken}`,
        "content-type": "application/json",
        ...(version !== undefined && { "if-match": `"${version}"` }),
      },
      body: JSON.stringify(body),
    });
  const begun = await post("/environments/dev/migration-runs", {
    data: { source: "production_dump", takenAt: "2026-01-01T00:00:00Z" },
  });
  if (!begun.ok) throw new Error(`No run: ${await begun.text()}`);
  const { steps } = JSON.parse(await look(base, world, agent)) as Live;
  const theirs = new Map(world.tickers.flatMap((one) => one.steps.map((step) => [step.id, step])));
  const open = steps
    .filter(({ id, state, startable }) => state === "todo" && startable && theirs.has(id))
    .slice(0, taps);
  const values: number[] = [];
  let wanted = { id: "", at: 0 };
  const followers = Array.from({ length: people }, () => {
    let told = "";
    return new Follower(base, world, agent, (answer) => {
      if (told === wanted.id || !isDoing(answer, wanted.id)) return;
      told = wanted.id;
      values.push(performance.now() - wanted.at);
    });
  });
  await Promise.all(followers.map((one) => one.open()));
  for (const step of open) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    wanted = { id: step.id, at: performance.now() };
    const answer = await post(`/steps/${step.id}/start`, {}, step.version);
    if (!answer.ok) throw new Error(`The tap was refused: ${await answer.text()}`);
    const mine = theirs.get(step.id);
    if (mine) mine.version = ((await answer.json()) as { version: number }).version;
  }
  for (let wait = 0; wait < 20 && values.length < open.length * people; wait++)
    await new Promise((resolve) => setTimeout(resolve, pause));
  for (const one of followers) one.close();
  agent.destroy();
  return { ...timesOf(values), seen: values.length, of: open.length * people, taps: open.length };
}
