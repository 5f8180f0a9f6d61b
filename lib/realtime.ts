import { Client } from "pg";
import type { Actor } from "@/lib/actor";
import { reader, writer } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Something happened in an upgrade: up to which event, and which subjects moved (null: too many to name). */
export interface Wake {
  kind: "events" | "presence";
  seq: number;
  subjects: readonly string[] | null;
}

type Listener = (wake: Wake) => void;

/** How often a subscribed chain is looked at even if no notification came: the floor under a lost message, in ms. */
const pollEvery = 5_000;
/** How long somebody counts as looking at something after the last sign of it, in ms. */
const presentFor = 40_000;

interface Hub {
  listeners: Map<string, Set<Listener>>;
  seen: Map<string, number>;
  connected: boolean;
}
const kept = globalThis as { liftlockHub?: Hub };

function emit(current: Hub, chain: string, wake: Wake) {
  if (wake.kind === "events") {
    if (wake.seq <= (current.seen.get(chain) ?? 0)) return;
    current.seen.set(chain, wake.seq);
  }
  for (const listener of current.listeners.get(chain) ?? []) listener(wake);
}

async function listen(current: Hub): Promise<void> {
  const client = new Client({ connectionString: env().databaseUrl, application_name: "liftlock-listen" });
  const again = () => {
    if (!current.connected) return;
    current.connected = false;
    client.end().catch(() => undefined);
    setTimeout(() => void start(current), 1_000).unref();
  };
  client.on("error", again);
  client.on("end", again);
  client.on("notification", ({ payload }) => {
    if (!payload) return;
    const { chain, ...rest } = JSON.parse(payload) as { chain: string } & Partial<Wake>;
    emit(current, chain, {
      kind: rest.kind ?? "events",
      seq: rest.seq ?? 0,
      subjects: rest.subjects ?? null,
    });
  });
  current.connected = true;
  try {
    await client.connect();
    await client.query("LISTEN liftlock");
  } catch (error) {
    log.warn({ reason: String(error) }, "live updates wait for the database");
    again();
  }
}

async function start(current: Hub): Promise<void> {
  if (!current.connected) await listen(current);
}

async function poll(current: Hub): Promise<void> {
  const ids = [...current.listeners.keys()];
  if (ids.length === 0) return;
  try {
    for (const chain of await reader.auditChain.findMany({
      where: { id: { in: ids } },
      select: { id: true, seq: true },
    })) {
      emit(current, chain.id, { kind: "events", seq: chain.seq, subjects: null });
    }
  } catch (error) {
    log.warn({ reason: String(error) }, "could not poll for changes");
  }
}

function hub(): Hub {
  if (!kept.liftlockHub) {
    const made: Hub = { listeners: new Map(), seen: new Map(), connected: false };
    kept.liftlockHub = made;
    void start(made);
    setInterval(() => void poll(made), pollEvery).unref();
  }
  return kept.liftlockHub;
}

/** What a page has already: events up to this one, or what was there at this time of a server's clock. */
export type Known = { seq: number } | { readAt: Date };

/** Clocks of server processes may differ, and an event bears the time its command began: a page read just after counts as older, in ms. */
const leeway = 10_000;

/** What happened in an upgrade that such a page may not show: the wake it missed between being read and being listened to. */
export async function missedSince(upgradeId: string, known: Known): Promise<Wake | null> {
  const last = await reader.auditEvent.findFirst({
    where: { chain: upgradeId },
    orderBy: { seq: "desc" },
    select: { seq: true, at: true },
  });
  if (!last) return null;
  const missed = "seq" in known ? last.seq > known.seq : last.at.getTime() > known.readAt.getTime() - leeway;
  return missed ? { kind: "events", seq: last.seq, subjects: null } : null;
}

/** Calls the listener whenever something is committed in the upgrade, by whichever process. Answers how to stop. */
export function subscribe(upgradeId: string, listener: Listener): () => void {
  const current = hub();
  const set = current.listeners.get(upgradeId) ?? new Set();
  set.add(listener);
  current.listeners.set(upgradeId, set);
  return () => {
    set.delete(listener);
    if (set.size === 0) current.listeners.delete(upgradeId);
  };
}

/** Notes that somebody looks at a place of an upgrade (null: nowhere any more) and tells the others. Not history: no event. */
export async function showPresence(
  upgradeId: string,
  actor: Actor & { id: string },
  place: string | null,
): Promise<void> {
  const before = new Date(Date.now() - presentFor);
  const gone = await writer.presence.deleteMany({
    where: {
      upgradeId,
      OR: [{ userId: actor.id, ...(place && { NOT: { place } }) }, { seenAt: { lt: before } }],
    },
  });
  if (place) {
    const key = { userId_place: { userId: actor.id, place } };
    const was = await writer.presence.findUnique({ where: key });
    await writer.presence.upsert({
      where: key,
      create: { userId: actor.id, upgradeId, place },
      update: { seenAt: new Date() },
    });
    if (was && gone.count === 0) return;
  }
  await writer.$executeRaw`SELECT pg_notify('liftlock', ${JSON.stringify({ chain: upgradeId, kind: "presence" })})`;
}

/** Who looks where in an upgrade right now. */
export async function presentIn(upgradeId: string): Promise<{ userId: string; place: string }[]> {
  return reader.presence.findMany({
    where: { upgradeId, seenAt: { gt: new Date(Date.now() - presentFor) } },
    select: { userId: true, place: true },
    orderBy: { seenAt: "asc" },
  });
}
