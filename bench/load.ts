import { Agent, request } from "node:http";
import autocannon from "autocannon";
import { type Times, timesOf } from "./figures";
import type { BenchWorld } from "./world";

/** One page under load: how long answers took and how many came per second. Throws when an answer is not 200. */
export async function pageUnderLoad(
  url: string,
  cookie: string,
  connections: number,
  seconds: number,
): Promise<Times & { perSecond: number }> {
  const values: number[] = [];
  const odd = new Map<number, number>();
  const from = performance.now();
  await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { cookie },
    setupClient: (client) =>
      client.on("response", (status, _, milliseconds) => {
        if (status === 200) values.push(milliseconds);
        else odd.set(status, (odd.get(status) ?? 0) + 1);
      }),
  });
  if (odd.size > 0)
    throw new Error(
      `${url} answered ${[...odd].map(([status, count]) => `${status} ${count} times`).join(", ")}`,
    );
  return { ...timesOf(values), perSecond: (values.length * 1000) / (performance.now() - from) };
}

/** Sends one call with a token; answers status and body. */
export function call(
  agent: Agent,
  url: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-length": "0", ...headers },
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          body += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        response.on("error", reject);
      },
    );
    sent.on("error", reject).end();
  });
}

/** What came of a crowd ticking: how long each took, and what every step's version must be now if nothing was lost or doubled. */
export interface Ticked extends Times {
  perSecond: number;
  refused: string[];
}

/** Each person goes round their own steps: what is open is finished, what is done is reopened. */
export async function crowdTicking(
  base: string,
  world: BenchWorld,
  people: number,
  seconds: number,
  think: number,
): Promise<Ticked> {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const values: number[] = [];
  const refused: string[] = [];
  const until = Date.now() + seconds * 1000;
  await Promise.all(
    world.tickers.slice(0, people).map(async ({ token, steps }, person) => {
      let at = 0;
      // People don't begin at the same moment.
      await new Promise((resolve) => setTimeout(resolve, (think * person) / people));
      while (Date.now() < until) {
        const step = steps[at];
        if (!step) break;
        const verb = step.done ? "reopen" : "finish";
        const from = performance.now();
        const url = `${base}/api/v1/upgrades/${world.key}/steps/${step.id}/${verb}`;
        const { status, body } = await call(agent, url, token, { "if-match": `"${step.version}"` });
        if (status === 200) {
          values.push(performance.now() - from);
          step.version = (JSON.parse(body) as { version: number }).version;
          step.done = !step.done;
        } else refused.push(`${verb} ${status} ${body.slice(0, 200)}`);
        at = (at + 1) % steps.length;
        if (think > 0) await new Promise((resolve) => setTimeout(resolve, think));
      }
    }),
  );
  agent.destroy();
  return { ...timesOf(values), perSecond: values.length / seconds, refused };
}

/** JUnit XML of so many results of the large upgrade's cases, each case in turn. */
export function junit(results: number, cases: number): string {
  const lines = Array.from({ length: results }, (_, at) => {
    const code = `TC-${1001 + (at % (cases - 2))}`;
    const failed =
      at % 97 === 0
        ? '<failure message="expected 200, was 500">at Gateway.invoke(Gateway.java:42)</failure>'
        : "";
    return `<testcase classname="apim.Suite${at % 40}" name="${code} round ${Math.floor(at / cases)} of the case" time="0.0${at % 9}">${failed}</testcase>`;
  });
  return `<?xml version="1.0"?><testsuites><testsuite name="regression" tests="${results}">${lines.join("\n")}</testsuite></testsuites>`;
}
