// Figures without HTTP and React: what a screen's query costs when its facts are not remembered, and the very same SQL through pg.
import pg from "pg";
import { chainMaterial } from "@/domain/audit-chain";
import type { NewEvent } from "@/domain/event";
import { readChain } from "@/features/audit/queries/rows";
import { verifyStored } from "@/features/audit/queries/verify";
import { getGate } from "@/features/gates/queries/get";
import { getHome } from "@/features/home/queries/home";
import { listUpgrades } from "@/features/portfolio/queries";
import { listSteps } from "@/features/steps/queries/list";
import { testMatrix } from "@/features/test-cases/queries/overview";
import { appendEvents, lockChain, sha256 } from "@/lib/audit";
import { disconnect, reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { settle } from "@/lib/settle";
import { timed } from "./figures";
import type { InsideFigures } from "./world";

type Statement = { text: string; values: unknown[] };
const key = process.env.BENCH_UPGRADE ?? "";
const user = await reader.user.findUniqueOrThrow({ where: { email: "lead@example.com" } });
const lead = {
  id: user.id,
  name: user.name,
  email: user.email,
  isAdmin: false,
  via: "session" as const,
  sessionId: null,
  readOnly: false,
  timeZone: null,
};
const { id: upgradeId } = await reader.upgrade.findUniqueOrThrow({ where: { key } });

// Writes down what Prisma sends while `heard` is set.
let heard: Statement[] | null = null;
const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [first, second] = given;
  const text = typeof first === "string" ? first : (first as { text?: string }).text;
  const values = Array.isArray(second) ? second : ((first as { values?: unknown[] }).values ?? []);
  if (heard && text) heard.push({ text, values });
  return send.apply(this, given);
} as typeof pg.Client.prototype.query;

/** Forgets facts that were read before, so that every try reads them again. */
const forget = () => {
  const kept = globalThis as { liftlockFacts?: unknown; liftlockRows?: unknown; liftlockLatest?: unknown };
  kept.liftlockFacts = kept.liftlockRows = kept.liftlockLatest = undefined;
};

const screens: [string, () => Promise<unknown>][] = [
  ["home", () => answer(getHome, lead, { upgrade: key })],
  ["checklist", () => answer(listSteps, lead, { upgrade: key, environment: "dev" })],
  ["matrix", () => answer(testMatrix, lead, { upgrade: key })],
  ["gate", () => answer(getGate, lead, { upgrade: key, environment: "dev", gate: "exit" })],
  ["portfolio", () => answer(listUpgrades, lead, { limit: 500 })],
];

const plain = new pg.Client({ connectionString: process.env.DATABASE_URL });
await plain.connect();
const queries: InsideFigures["queries"] = [];
for (const [name, ask] of screens) {
  await ask();
  const statements: Statement[] = [];
  forget();
  heard = statements;
  await ask();
  heard = null;
  const fresh = await timed(15, () => {
    forget();
    return ask();
  });
  const sql = await timed(15, async () => {
    for (const { text, values } of statements) await plain.query(text, values as unknown[]);
  });
  queries.push({ name, statements: statements.length, fresh, sql });
}
await plain.end();

// What one tick pays for gates and status: rolled back, so that nothing moves.
const dev = await reader.environment.findFirstOrThrow({ where: { upgradeId, key: "dev" } });
const step = await reader.step.findFirstOrThrow({
  where: { environmentId: dev.id, code: { startsWith: "L-" } },
});
const ticked = [{ type: "step.noteSet", subject: { type: "step", id: step.id } }] as NewEvent[];
const { seq } = await reader.auditChain.findUniqueOrThrow({ where: { id: upgradeId } });
await answer(getHome, lead, { upgrade: key });
const settled = await timed(15, () =>
  writer.$transaction(async (tx) => {
    await settle(tx, upgradeId, new Date(), {
      touched: [dev.id],
      since: { at: { upgrade: seq, instance: null }, events: ticked },
    });
  }),
);

const report = await verifyStored(reader, upgradeId, new Date());
const at = new Date().toISOString();
// A chain of its own, as commands write it, and read from the database like any other.
const chain = "bench";
const batch = 5_000;
for (let from = 0; from < 100_000; from += batch) {
  await writer.$transaction(async (tx) => {
    const events = Array.from({ length: batch }, (_, index): NewEvent => {
      const before = {
        version: 3,
        environment: null,
        state: "doing",
        stateReason: "",
        stateSince: at,
        startedAt: at,
      };
      const more = { finishedAt: null, doneById: null, skipRequestedById: null, skipReason: "" };
      const data = { code: `D-${from + index}`, title: "Migrate the data of every tenant", minutes: 12 };
      return {
        type: "step.finished",
        subject: { type: "step", id: upgradeId },
        environmentId: dev.id,
        data: { ...data, before: { ...before, ...more } },
      };
    });
    await appendEvents(tx, await lockChain(tx, chain), lead, ["lead"], new Date(at), events);
  });
}
const verified = await verifyStored(reader, chain, new Date());
if (verified.fault) throw new Error(verified.fault.message);
const texts: string[] = [];
for await (const { rows } of readChain(reader, chain)) texts.push(...rows.map((row) => chainMaterial(row)));
const from = performance.now();
for (const text of texts) sha256(text);
const hashing = performance.now() - from;
const figures: InsideFigures = {
  queries,
  settle: settled,
  verify: { events: verified.events, ms: verified.milliseconds, hashing },
  chain: { events: report.events, fault: report.fault?.message ?? null },
};
await disconnect();
process.stdout.write(JSON.stringify(figures));
