import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { pause } from "../scripts/running/processes.mjs";
import { call } from "./load";
import type { BenchWorld } from "./world";

/** Between two kills, and between two tries of a tick that was not answered, in ms. */
const between = { kills: 4_000, tries: 250 };

/** What came of a crowd whose server dies under their hands. */
export interface Survived {
  /** Ticks that were answered in the end. */
  count: number;
  /** Tries that were not answered: the server was gone, or went while it worked. */
  unanswered: number;
  refused: string[];
}

/**
 * People tick a second apart while `kill` ends the server, or what it stands on, again and again. As the queue of a phone does,
 * each sends the same tick with the same idempotency key until it is answered.
 */
export async function crowdSurviving(
  base: string,
  world: BenchWorld,
  people: number,
  kills: readonly (() => void)[],
): Promise<Survived> {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const survived: Survived = { count: 0, unanswered: 0, refused: [] };
  let over = false;
  const ticking = world.tickers.slice(0, people).map(async ({ token, steps }, person) => {
    await pause((1_000 * person) / people);
    for (let at = 0; !over; at = (at + 1) % steps.length) {
      const step = steps[at];
      if (!step) return;
      const url = `${base}/api/v1/upgrades/${world.key}/steps/${step.id}/${step.done ? "reopen" : "finish"}`;
      const headers = { "if-match": `"${step.version}"`, "idempotency-key": randomUUID() };
      const { status, body } = await answered(() => call(agent, url, token, headers), survived);
      if (status === 200) {
        survived.count += 1;
        step.version = (JSON.parse(body) as { version: number }).version;
        step.done = !step.done;
      } else survived.refused.push(`${status} ${body.slice(0, 200)}`);
      await pause(1_000);
    }
  });
  for (const kill of kills) {
    await pause(between.kills);
    kill();
  }
  await pause(between.kills);
  over = true;
  await Promise.all(ticking);
  agent.destroy();
  return survived;
}

/** Tries until there is an answer that is none of a server in trouble. */
async function answered(
  ask: () => Promise<{ status: number; body: string }>,
  survived: Survived,
): Promise<{ status: number; body: string }> {
  for (let tries = 0; tries < 120; tries++) {
    const answer = await ask().catch(() => null);
    if (answer && answer.status < 500) return answer;
    survived.unanswered += 1;
    await pause(between.tries);
  }
  return { status: 0, body: "not answered within 120 tries" };
}
