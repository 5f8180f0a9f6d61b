// npm run bench: builds, seeds a throw-away database, serves it and measures; see bench/README.md. Ends within ten minutes after the build.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/running/build";
import { withClient } from "../scripts/running/connection";
import { freePort } from "../scripts/running/port";
import { root } from "../scripts/running/prepare.mjs";
import { runScript } from "../scripts/running/run-script";
import { serve } from "../scripts/running/server";
import { Stopper } from "../scripts/running/stopper";
import { e2eSettings } from "../scripts/testing/servers";
import { cloneDatabase, startThrowaway } from "../scripts/testing/throwaway";
import { checklistInBrowser, javascriptOf, openBrowser } from "./browser";
import { type Line, ms, table } from "./figures";
import { crowdSurviving } from "./killed";
import { followed } from "./live";
import { crowdTicking, junit, pageUnderLoad } from "./load";
import { answers, memoryOf, startFloor } from "./served";
import type { BenchWorld, InsideFigures } from "./world";

const stopper = new Stopper();
const quick = process.argv.includes("--quick");
const each = quick ? 2 : 5;
const crowd = quick ? 5 : 30;
const lines: Line[] = [];
const line = (what: string, measured: string, floor = "", aim = "", met: boolean | null = null) => {
  lines.push({ what, measured, floor, aim, met });
  console.log(
    `${what}: ${measured}${floor && ` (floor ${floor})`}${aim && ` aim ${aim}`}${met === false ? "  MISSED" : ""}`,
  );
};
const pair = ({ p50, p95 }: { p50: number; p95: number }) => `${ms(p50)} / ${ms(p95)}`;

async function bench(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  await build();
  const floor = await startFloor(stopper);
  setTimeout(() => stopper.giveUp(new Error("Measuring took more than ten minutes.")), 600_000).unref();
  let database: number | undefined;
  const postgres = await startThrowaway({
    durable: true,
    onLost: (error) => stopper.giveUp(error),
    onSpawn: (spawned) => {
      database = spawned;
    },
  });
  stopper.add(postgres.stop);
  const { appUrl, ownerUrl } = await cloneDatabase(postgres, "bench");
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const settings = e2eSettings(appUrl, port);

  console.log("Seeding…");
  const world = JSON.parse(await runScript("bench/seed.ts", settings)) as BenchWorld;
  await withClient(ownerUrl, (client) => client.query("VACUUM ANALYZE"));
  line(
    "Seeding: 20 upgrades, the large one with its history",
    `${world.seconds.toFixed(1)} s; ${world.executions} executions, ${world.events} events`,
  );

  let pid: number | undefined;
  const boot = async () => {
    const from = performance.now();
    const server = await serve({
      port,
      host: "127.0.0.1",
      env: settings,
      onSpawn: (spawned) => {
        pid = spawned;
      },
    });
    return { server, took: await answers(`${base}/sign-in`, from) };
  };
  const first = await boot();
  await first.server.stop();
  const second = await boot();
  stopper.add(second.server.stop);
  line(
    "Server from start to its first page, first · second time",
    `${ms(first.took)} · ${ms(second.took)}`,
    "",
    "second ≤ 5 s",
    second.took <= 5_000,
  );

  const empty = {
    one: await pageUnderLoad(floor, "", 1, each),
    many: await pageUnderLoad(floor, "", 20, each),
  };
  line("Empty page, 1 client: p50 / p95", pair(empty.one));
  line("Empty page, 20 clients", `${pair(empty.many)}, ${Math.round(empty.many.perSecond)}/s`);
  const environment = `/u/${world.key}/e/dev`;
  const pages: [string, string, boolean][] = [
    ["Home", `/u/${world.key}`, true],
    ["Checklist, 1,000 steps", `${environment}/checklist`, false],
    ["Matrix, 2,000 × 5", `/u/${world.key}/tests/matrix`, false],
    ["Gate", `${environment}/exit`, true],
    ["Portfolio, 20 upgrades", "/", true],
  ];
  for (const [name, path, quarter] of pages) {
    await pageUnderLoad(base + path, world.cookie, 1, 1);
    const one = await pageUnderLoad(base + path, world.cookie, 1, each);
    line(`${name}, 1 client: p50 / p95`, pair(one), pair(empty.one), "p95 ≤ 100 ms", one.p95 <= 100);
    const many = await pageUnderLoad(base + path, world.cookie, 20, each);
    const share = many.perSecond / empty.many.perSecond;
    line(
      `${name}, 20 clients`,
      `${pair(many)}, ${Math.round(many.perSecond)}/s`,
      `${Math.round(empty.many.perSecond)}/s`,
      quarter ? "≥ 1/4 of the empty page" : "",
      quarter ? share >= 0.25 : null,
    );
  }

  const night = await followed(base, world, 50, quick ? 4 : 15);
  line(
    "A run followed by 50 people, from one tap to another's data: p50 / p95",
    `${pair(night)}, ${night.seen} of ${night.of} seen`,
    "",
    "p95 ≤ 1 s",
    night.p95 <= 1_000 && night.seen === night.of,
  );

  const browser = await openBrowser();
  if (browser) {
    stopper.add(() => browser.close());
    const found = await checklistInBrowser(browser, `${base}${environment}/checklist`, world.cookie);
    line(
      "Checklist in Chromium: first row · answers a key",
      `${ms(found.firstRow)} · ${ms(found.interactive)} (${found.rows} rows drawn)`,
    );
    line("Checklist in Chromium: long tasks until then, in all", ms(found.longTasks));
    line(
      "Checklist in Chromium: key press to paint, p50 / p95",
      pair(found.keyToPaint),
      "two frames: 33 ms",
      "p95 ≤ 50 ms",
      found.keyToPaint.p95 <= 50,
    );
    await browser.close();
  } else line("Checklist in Chromium", "no Chromium here");

  const bare = await javascriptOf(floor, "/", "");
  for (const [name, path] of [
    ...pages,
    ["Audit", `/u/${world.key}/audit`],
    ["Sign-in", "/sign-in"],
    ["New upgrade", "/new"],
  ] as const) {
    const size = await javascriptOf(base, path, world.cookie);
    line(
      `JavaScript of ${name}, gzip`,
      `${Math.round(size / 1000)} kB`,
      `${Math.round(bare / 1000)} kB`,
      "≤ 200 kB",
      size <= 200_000,
    );
  }

  const alone = await crowdTicking(base, world, 1, each, 0);
  line("Tick a step over REST, alone: p50 / p95", `${pair(alone)} (${alone.count})`);
  const working = await crowdTicking(base, world, 50, crowd, 3_000);
  line(
    `50 people tick for ${crowd} s, 3 s between: p50 / p95`,
    `${pair(working)}, ${Math.round(working.perSecond)}/s`,
    "",
    "p95 ≤ 100 ms",
    working.p95 <= 100,
  );
  const thinking = await crowdTicking(base, world, 50, crowd, 1_000);
  line(
    `50 people tick for ${crowd} s, 1 s between: p50 / p95`,
    `${pair(thinking)}, ${Math.round(thinking.perSecond)}/s`,
  );
  const hurried = await crowdTicking(base, world, 50, crowd, 0);
  line(
    `50 people tick for ${crowd} s without a pause: p50 / p95`,
    `${pair(hurried)}, ${Math.round(hurried.perSecond)}/s`,
  );
  const inside = JSON.parse(
    await runScript("bench/inside.ts", { ...settings, BENCH_UPGRADE: world.key }),
  ) as InsideFigures;
  for (const { name, statements, fresh, sql } of inside.queries) {
    line(
      `Query of ${name}, nothing remembered: p50 / p95`,
      `${pair(fresh)} (${statements} statements)`,
      `${pair(sql)} by pg`,
    );
  }
  line("Settling one environment of 1,000 steps and 2,000 cases: p50 / p95", pair(inside.settle));

  const form = new FormData();
  form.set("environment", "dev");
  form.set("file", new File([junit(10_000, 2_000)], "regression.xml", { type: "text/xml" }));
  const before = performance.now();
  const imported = await fetch(`${base}/api/v1/upgrades/${world.key}/test-imports/results`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.leadToken}` },
    body: form,
  });
  const summary = (await imported.json()) as { counts?: { matched: number }; detail?: string };
  const took = performance.now() - before;
  line(
    "JUnit import of 10,000 results",
    `${(took / 1000).toFixed(2)} s, ${summary.counts?.matched ?? summary.detail} matched`,
    "",
    "≤ 5 s",
    imported.status === 201 && took <= 5_000,
  );

  line(
    "Verify a chain of 100,000 events, as stored",
    `${(inside.verify.ms / 1000).toFixed(2)} s`,
    `${(inside.verify.hashing / 1000).toFixed(2)} s of SHA-256`,
    "≤ 2 s",
    inside.verify.ms <= 2_000,
  );
  line(
    "The large upgrade's own chain",
    `${inside.chain.events} events, ${inside.chain.fault ?? "each as it was written"}`,
    "",
    "valid",
    inside.chain.fault === null,
  );
  line("Memory of the server after all this", `${Math.round(pid ? memoryOf(pid) : 0)} MB`);

  const endServer = () => pid && process.kill(pid, "SIGKILL");
  const endDatabase = () => database && process.kill(database, "SIGKILL");
  const survived = await crowdSurviving(base, world, 50, [endServer, endDatabase, endServer]);
  line(
    "50 people tick, 1 s between, while the server is killed twice and PostgreSQL once",
    `${survived.count} answered, ${survived.unanswered} tries were not`,
  );
  const crowds = [alone, working, thinking, hurried, survived];
  const refused = crowds.flatMap((one) => one.refused);
  const ticks = crowds.reduce((sum, { count }) => sum + count, 0);
  const {
    rows: [stored],
  } = await withClient(ownerUrl, (client) =>
    client.query<{ events: number; versions: number }>(
      `SELECT (SELECT count(*)::int FROM "AuditEvent" WHERE chain = $1 AND type IN ('step.finished', 'step.reopened')) AS events,
        (SELECT sum(version - 1)::int FROM "Step" WHERE "upgradeId" = $1::uuid AND code LIKE 'L-%') AS versions`,
      [world.upgradeId],
    ),
  );
  // Starting a step for the followers changed it, too.
  const changes = (stored?.versions ?? 0) - night.taps;
  const exact = stored?.events === ticks && changes === ticks && refused.length === 0;
  line(
    "Ticks answered · events · changes stored",
    `${ticks} · ${stored?.events} · ${changes}${refused.length > 0 ? `; ${refused.length} refused, first: ${refused[0]}` : ""}`,
    "",
    "nothing lost, none doubled",
    exact,
  );

  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; load average ${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  const text = `${new Date().toISOString().slice(0, 10)}, ${machine}\n\n${table(lines)}\n`;
  mkdirSync(join(root, "bench/results"), { recursive: true });
  writeFileSync(
    join(root, "bench/results", `${new Date().toISOString().slice(0, 16).replace(":", "")}.md`),
    text,
  );
  console.log(`\n${text}`);
}

await stopper.guard(bench);
await stopper.stop();
process.exit(lines.some(({ met }) => met === false) ? 1 : 0);
