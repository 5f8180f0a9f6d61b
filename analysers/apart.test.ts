import { expect, test } from "vitest";
import { analyse, type Question } from "./analyse";
import { analyseApart } from "./apart";

const question = (toml: string): Question => ({
  analyser: "configuration",
  files: [{ name: "deployment.toml", bytes: new TextEncoder().encode(toml) }],
  asked: { product: "wso2-api-manager", from: "3.2.0", to: "4.5.0", now: new Date("2026-11-28T12:00:00Z") },
  stores: { password: null, window: null, hypercareDays: 14 },
});
const small = question('[server]\nhostname = "gw.acme.example"\n');
const large = question(
  Array.from({ length: 15_000 }, (_, at) => `[own.table${at}]\nvalue = "number ${at}"`).join("\n"),
);

test("answers what the analyser answers, and lets everything else go on meanwhile", async () => {
  // The first question waits for the worker to start.
  expect(await analyseApart(small)).toEqual(await analyse(small));
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 10);
  const answers = await Promise.all([analyseApart(large), analyseApart(small)]);
  clearInterval(ticking);
  expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
  expect(turns).toBeGreaterThan(10);
}, 60_000);

test("gives up what takes too long or needs too much, says so, and answers the next question", async () => {
  expect(await analyseApart(large, { time: 2 })).toMatchObject({
    ok: false,
    problems: [
      { file: "deployment.toml", message: expect.stringMatching(/takes longer than 0.002 seconds/) },
    ],
  });
  expect(await analyseApart(large, { memory: 24 })).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(/needs more than 24 MB of memory/) }],
  });
  expect(await analyseApart(small)).toMatchObject({ ok: true });
}, 60_000);

test("rejects with the analyser's own fault when that is to blame, and goes on", async () => {
  const broken = { ...small, asked: { ...small.asked, product: "\0" } };
  await expect(analyseApart(broken)).rejects.toThrow(/null bytes/);
  expect(await analyseApart(small)).toMatchObject({ ok: true });
}, 60_000);
