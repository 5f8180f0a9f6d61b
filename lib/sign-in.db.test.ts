import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { attemptLimits } from "@/lib/attempts";
import { appendEvents, lockChain } from "@/lib/audit";
import { reader, writer } from "@/lib/db";
import { signIn, signInToDemo } from "@/lib/sign-in";
import { type Person, person, testPassword } from "@/scripts/testing/world";

// Passwords are slow on purpose, and there are hundreds here.
vi.setConfig({ testTimeout: 60_000 });

let count = 0;
/** An address of its own for each place, so that tests don't fill each other's counts. */
const place = () => {
  count += 1;
  return { address: `198.51.100.${count}`, userAgent: "Firefox" };
};
const fail = async (email: string, from: ReturnType<typeof place>, times: number) => {
  const reasons: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const answer = await signIn(email, `guess number ${n}`, from);
    reasons.push(answer.ok ? "ok" : answer.reason);
  }
  return reasons;
};

let ines: Person;
beforeEach(async () => {
  ines = await person("Ines", { email: `ines.${randomUUID().slice(0, 8)}@example.com` });
});

describe("Signing in", () => {
  it("begins a new session each time, whatever the case of the address", async () => {
    const from = place();
    const first = await signIn(` ${ines.email.toUpperCase()} `, testPassword, from);
    const second = await signIn(ines.email, testPassword, from);
    expect(first.ok && second.ok && first.session.sessionId !== second.session.sessionId).toBe(true);
    expect(await reader.session.findMany({ where: { userId: ines.id } })).toMatchObject([
      { address: from.address, userAgent: "Firefox" },
      {},
    ]);
  });

  it("says the same of a wrong password, an unknown address and a disabled account", async () => {
    const gone = await person("Gone", { email: `gone.${randomUUID().slice(0, 8)}@example.com` });
    const wrong = { ok: false, reason: "wrong" };
    expect(await signIn(ines.email, "not the password", place())).toEqual(wrong);
    expect(await signIn("nobody@example.com", testPassword, place())).toEqual(wrong);
    await disable(gone.id);
    expect(await signIn(gone.email, testPassword, place())).toEqual(wrong);
  });

  it("stops guessing of one account from one place after ten failures, also when they come at once", async () => {
    const from = place();
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, n) => signIn(ines.email, `guess number ${n}`, from)),
    );
    expect(answers.filter((one) => !one.ok && one.reason === "wrong")).toHaveLength(attemptLimits.here);
    const blocked = await signIn(ines.email, testPassword, from);
    expect(blocked).toMatchObject({ ok: false, reason: "rate_limited" });
    const retryAt = !blocked.ok && blocked.reason === "rate_limited" ? blocked.retryAt.getTime() : 0;
    expect(retryAt - Date.now()).toBeGreaterThan((attemptLimits.seconds - 60) * 1000);
    expect(retryAt - Date.now()).toBeLessThanOrEqual(attemptLimits.seconds * 1000);
    expect(await reader.rateLimit.findFirst({ where: { key: { contains: ines.email } } })).toBeNull();
  });

  it("does not let tries made while it is blocked prolong the wait", async () => {
    const from = place();
    await fail(ines.email, from, attemptLimits.here);
    const wait = async () => {
      const answer = await signIn(ines.email, testPassword, from);
      return !answer.ok && answer.reason === "rate_limited" ? answer.retryAt.getTime() : 0;
    };
    const first = await wait();
    for (let n = 0; n < 5; n += 1) await wait();
    expect(Math.abs((await wait()) - first)).toBeLessThan(50);
    await writer.$executeRaw`UPDATE "RateLimit" SET expire = now() - interval '1 second'`;
    expect(await signIn(ines.email, testPassword, from)).toMatchObject({ ok: true });
  });

  it("forgives the person's own slips after a success there", async () => {
    const from = place();
    await fail(ines.email, from, attemptLimits.here - 1);
    expect(await signIn(ines.email, testPassword, from)).toMatchObject({ ok: true });
    expect(await fail(ines.email, from, attemptLimits.here)).not.toContain("rate_limited");
  });

  it("keeps an attacker's count when the person signs in elsewhere", async () => {
    const attacker = place();
    await fail(ines.email, attacker, attemptLimits.here);
    expect(await signIn(ines.email, testPassword, place())).toMatchObject({ ok: true });
    expect(await fail(ines.email, attacker, 1)).toEqual(["rate_limited"]);
  });

  it("stops guessing from many places, but never locks a person out of where they usually are", async () => {
    const usual = place();
    expect(await signIn(ines.email, testPassword, usual)).toMatchObject({ ok: true });
    for (let n = 0; n < attemptLimits.elsewhere / 10; n += 1) await fail(ines.email, place(), 10);
    expect(await fail(ines.email, place(), 1)).toEqual(["rate_limited"]);
    expect(await signIn(ines.email, testPassword, place())).toMatchObject({
      ok: false,
      reason: "rate_limited",
    });
    expect(await signIn(ines.email, testPassword, usual)).toMatchObject({ ok: true });
    expect(await fail(ines.email, place(), 1)).toEqual(["rate_limited"]);
  });

  it("stops guessing of many accounts from one place, and an own account does not help", async () => {
    const from = place();
    const own = await person("Mallory", { email: `mallory.${randomUUID().slice(0, 8)}@example.com` });
    const victims = Array.from({ length: attemptLimits.place }, (_, n) => `victim${n}@example.com`);
    for (let n = 0; n < victims.length; n += 20) {
      await Promise.all(victims.slice(n, n + 20).map((victim) => signIn(victim, "guess number one", from)));
      await signIn(own.email, testPassword, from);
    }
    expect(await fail("another@example.com", from, 1)).toEqual(["rate_limited"]);
    expect(await signIn(ines.email, testPassword, place())).toMatchObject({ ok: true });
  });

  it("takes IPv6 neighbours for one place", async () => {
    for (let n = 0; n < attemptLimits.here; n += 1)
      await signIn(ines.email, "guess number one", { address: `2001:db8:1:2::${n}`, userAgent: "" });
    expect(
      await signIn(ines.email, "guess number one", { address: "2001:db8:1:2:ffff::1", userAgent: "" }),
    ).toMatchObject({ reason: "rate_limited" });
    expect(
      await signIn(ines.email, "guess number one", { address: "2001:db8:1:3::1", userAgent: "" }),
    ).toMatchObject({ reason: "wrong" });
  });

  it("offers nobody without a password outside of the sample instance", async () => {
    expect(await signInToDemo(ines.id, place())).toEqual({ ok: false, reason: "wrong" });
  });

  it("takes as long for an unknown address as for a known one", async () => {
    // Processor time, in turn: the clock on the wall also measures what else the machine does.
    const costs = async (email: string) => {
      const began = process.cpuUsage();
      await signIn(email, "not the password", place());
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    const unknownEmail = `nobody.${randomUUID().slice(0, 8)}@example.com`;
    let [known, unknown] = [0, 0];
    for (let n = 0; n < 15; n += 1) {
      known += await costs(ines.email);
      unknown += await costs(unknownEmail);
    }
    expect(unknown / known).toBeGreaterThan(0.6);
    expect(unknown / known).toBeLessThan(1.7);
  });

  it("writes no password, token or address into the log", async () => {
    const secret = "a very secret sentence 42";
    // A process of its own, at its most talkative: everything it writes is looked at, whoever writes it.
    const code = `
      const { signIn } = await import("./lib/sign-in.ts");
      const { log } = await import("./lib/log.ts");
      const { disconnect } = await import("./lib/db.ts");
      const [email, password, secret] = process.argv.slice(-3);
      const from = { address: "192.0.2.9", userAgent: "Firefox" };
      const answers = [await signIn(email, secret, from), await signIn(email, password, from)];
      const { writer } = await import("./lib/db.ts");
      await writer.user.create({ data: { email, name: "Twin", passwordHash: secret } }).catch((error) => log.error({ error }, "unexpected failure"));
      log.warn({ input: { password: secret, token: secret, secret, authorization: secret, cookie: secret } }, "odd input");
      log.info({}, answers.map((answer) => answer.ok).join());
      await disconnect();`;
    const child = spawnSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", code, "--", ines.email, testPassword, secret],
      {
        encoding: "utf8",
        env: { ...process.env, LOG_LEVEL: "trace", NODE_ENV: "production" },
      },
    );
    const written = child.stdout + child.stderr;
    expect(written).toContain("unexpected failure");
    expect(written).toContain("false,true");
    for (const hidden of [secret, testPassword, ines.email]) expect(written).not.toContain(hidden);
  });
});

async function disable(id: string) {
  await writer.$transaction(async (tx) => {
    const head = await lockChain(tx, "instance");
    await tx.user.update({ where: { id }, data: { disabledAt: new Date() } });
    await appendEvents(tx, head, { id: null, name: "Liftlock" }, [], new Date(), [
      { type: "person.disabled", subject: { type: "person", id }, data: { name: "Gone", reason: "left" } },
    ]);
  });
}
