import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { removeMember } from "@/features/members/commands/members";
import { revokeToken } from "@/features/people/commands/tokens";
import { setNote } from "@/features/steps/commands/plan-work";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { liveStream } from "@/lib/live";
import { showPresence } from "@/lib/realtime";
import { tokenOf } from "@/scripts/testing/rest";
import { stepOf, type World, world } from "@/scripts/testing/world";

interface Message {
  event: string;
  data: unknown;
  at: number;
}

const open: AbortController[] = [];

/** A client of the stream, which remembers what it was told and when. */
async function listen(token: string, upgrade: string, known = "") {
  const abort = new AbortController();
  open.push(abort);
  const response = await liveStream(
    new Request(`http://localhost:3000/api/live?upgrade=${upgrade}${known}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    }),
  );
  const messages: Message[] = [];
  let ended = false;
  const done = (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(part, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, event] = /^event: (.+)$/m.exec(block) ?? [];
        const [, data] = /^data: (.+)$/m.exec(block) ?? [];
        if (event && data) messages.push({ event, data: JSON.parse(data), at: Date.now() });
      }
    }
    ended = true;
  })();
  const next = async (fits: (message: Message) => boolean, within: number) => {
    const from = Date.now();
    while (Date.now() - from < within) {
      const found = messages.find(fits);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Nothing of that kind within ${within} ms; heard ${JSON.stringify(messages)}`);
  };
  return { response, messages, next, done, ended: () => ended, abort: () => abort.abort() };
}

describe("The live stream of an upgrade", () => {
  let w: World;
  beforeAll(async () => {
    w = await world();
  });
  afterEach(() => {
    for (const abort of open.splice(0)) abort.abort();
  });

  it("tells within a second what another person changed, and nothing of other upgrades", async () => {
    const other = await world();
    const [mine, theirs] = [
      await listen(await tokenOf(w.viewer), w.key),
      await listen(await tokenOf(other.viewer), other.key),
    ];
    expect(mine.response.headers.get("content-type")).toBe("text/event-stream");
    await mine.next((message) => message.event === "present", 5_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const step = await stepOf(w.key, "dev", "D-01");
    await execute(setNote, w.engineer, {
      upgrade: w.key,
      step: step.id,
      version: step.version,
      note: "heard",
    });
    const committed = Date.now();
    const wake = await mine.next((message) => message.event === "wake", 2_000);
    expect(wake.at - committed).toBeLessThan(1_000);
    const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const { seq } = await reader.auditChain.findUniqueOrThrow({ where: { id } });
    expect(wake.data).toEqual({ seq, subjects: [step.id] });
    expect(theirs.messages.filter((message) => message.event === "wake")).toEqual([]);
  });

  it("tells at its beginning what happened after its page was read, and nothing to a page that has it all", async () => {
    const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const { seq } = await reader.auditChain.findUniqueOrThrow({ where: { id } });
    const later = Date.now() + 60_000;
    for (const known of [`&since=${seq - 1}`, `&read=${Date.now() - 1_000}`]) {
      const stream = await listen(await tokenOf(w.viewer), w.key, known);
      const wake = await stream.next((message) => message.event === "wake", 2_000);
      expect(wake.data).toEqual({ seq, subjects: null });
    }
    for (const known of [`&since=${seq}`, `&read=${later}`]) {
      const stream = await listen(await tokenOf(w.viewer), w.key, known);
      await stream.next((message) => message.event === "present", 5_000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(stream.messages.filter((message) => message.event === "wake")).toEqual([]);
    }
  });

  it("says who looks where, and that they left", async () => {
    const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const stream = await listen(await tokenOf(w.viewer), w.key);
    await stream.next((message) => message.event === "present", 5_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await showPresence(id, w.engineer, "step:D-01");
    const came = await stream.next(
      ({ event, data }) => event === "present" && (data as unknown[]).length === 1,
      2_000,
    );
    expect(came.data).toEqual([{ userId: w.engineer.id, place: "step:D-01" }]);
    const seen = stream.messages.length;
    await showPresence(id, w.engineer, null);
    await stream.next(
      (message) =>
        stream.messages.indexOf(message) >= seen &&
        message.event === "present" &&
        (message.data as unknown[]).length === 0,
      2_000,
    );
  });

  it("ends when the membership or the token is taken away", async () => {
    const [member, token] = [
      await listen(await tokenOf(w.manager2), w.key),
      await listen(await tokenOf(w.manager), w.key),
    ];
    const row = await reader.member.findFirstOrThrow({ where: { userId: w.manager2.id } });
    await execute(removeMember, w.lead, { upgrade: w.key, person: w.manager2.id, version: row.version });
    const apiToken = await reader.apiToken.findFirstOrThrow({ where: { userId: w.manager.id } });
    await execute(revokeToken, w.manager, { token: apiToken.id });
    await Promise.race([
      Promise.all([member.done, token.done]),
      new Promise((resolve) => setTimeout(resolve, 18_000)),
    ]);
    expect([member.ended(), token.ended()]).toEqual([true, true]);
    const step = await stepOf(w.key, "dev", "D-02");
    const heard = member.messages.length;
    await execute(setNote, w.engineer, {
      upgrade: w.key,
      step: step.id,
      version: step.version,
      note: "not for them",
    });
    expect(member.messages.length).toBe(heard);
  }, 30_000);

  it("opens for members only", async () => {
    expect((await listen(await tokenOf(w.outsider), w.key)).response.status).toBe(404);
    expect((await listen("llk_nobody", w.key)).response.status).toBe(401);
    expect((await listen(await tokenOf(w.lead), "\0")).response.status).toBe(404);
  });
});
