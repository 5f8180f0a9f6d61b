import { beforeAll, describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { getReview } from "@/features/review/queries";
import { approveWaiver, requestWaiver } from "@/features/waivers/commands";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { lastEvents, openDev } from "@/scripts/testing/tests";
import { type World, world } from "@/scripts/testing/world";
import { answerCheck } from "./commands/answer";
import { closeFinding, editFinding } from "./commands/findings";
import { endHypercare, extendHypercare } from "./commands/period";
import { answered, asking, care, day, kept, start } from "./hypercare.fixture";

const blockers = async (w: World, now: Date) => {
  const gate = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" }, { now });
  return gate.blockers.filter(({ kind }) => kind.startsWith("hypercare"));
};
const titles = async (w: World, now: Date) => (await blockers(w, now)).map(({ title }) => title);
const both = async (w: World, number: number, now = day(number)) => {
  await answered(w, number, "cpu", now);
  return answered(w, number, "errors", now);
};
const finding = (what = "CPU grows every night") => ({
  result: "finding" as const,
  finding: { what, severity: "major" as const, link: "https://tracker.example/42", owner: null },
});
const told = (w: World, type: string) =>
  reader.auditEvent.findMany({ where: { type, chain: { in: [...(chains.get(w.key) ?? [])] } } });
const chains = new Map<string, string[]>();

describe("Hypercare of an environment", () => {
  it("shuts its exit until it was kept, every day answered, and opens nothing sooner", async () => {
    const w = await world();
    await asking(w);
    expect(await blockers(w, day(1))).toMatchObject([
      { kind: "hypercare_missing", href: expect.stringContaining("/e/dev/hypercare") },
    ]);
    await expect(start(w)).rejects.toThrow("The entry gate of Dev is shut");
    expect((await care(w, day(1))).startRefused).toContain("The entry gate of Dev is shut");
    await openDev(w);
    await start(w);
    expect(await titles(w, day(1))).toEqual([expect.stringContaining("Hypercare of Dev is kept until")]);
    for (const number of [1, 2, 3]) {
      await both(w, number);
      expect(await titles(w, day(number))).toHaveLength(1);
    }
    await expectSettled(w.key, day(3));
    expect((await care(w, day(3))).clean).toBe(false);
    expect(await titles(w, day(4, 0))).toEqual([]);
    expect((await care(w, day(4, 0))).clean).toBe(true);
    await settleDue(day(4, 0), false);
    await expectSettled(w.key, day(4, 0));
    expect(await lastEvents(w.key, 1)).toEqual(["hypercare.over"]);
    const notices = await reader.notification.findMany({ where: { userId: w.lead.id, kind: "hypercare" } });
    expect(notices.map(({ title }) => title)).toEqual(["Hypercare of Dev is over: nothing is left"]);
  });

  describe("day by day", () => {
    let w: World;
    beforeAll(async () => {
      w = await world();
      await kept(w);
      const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
      chains.set(w.key, [id]);
    });

    it("takes a finding, which shuts the exit until it is closed with what was done", async () => {
      const view = await answered(w, 1, "cpu", day(1), finding());
      await answered(w, 1, "errors", day(1));
      expect(view.findings).toMatchObject([{ number: 1, severity: "major", owner: null, closed: null }]);
      expect(await titles(w, day(1))).toContain("Finding 1 of hypercare is open: “CPU grows every night”");
      const [one] = view.findings;
      if (!one) throw new Error("no finding");
      const of = { upgrade: w.key, finding: one.id, version: one.version };
      await expect(execute(editFinding, w.engineer, { ...of, owner: w.outsider.id })).rejects.toThrow(
        "somebody who is not in this upgrade",
      );
      await expect(execute(editFinding, w.engineer, of)).rejects.toThrow("Nothing is different");
      const owned = await execute(editFinding, w.engineer, { ...of, owner: w.lead.id, severity: "minor" });
      expect(owned.findings).toMatchObject([{ owner: { name: "Omar" }, severity: "minor", version: 2 }]);
      expect((await blockers(w, day(1)))[0]?.clearedBy.people).toMatchObject([{ name: "Omar" }]);
      await expect(execute(closeFinding, w.engineer, { ...of, done: "x" })).rejects.toMatchObject({
        code: "version_conflict",
      });
      const close = { ...of, version: 2, done: "Raised the heap" };
      const closed = await execute(closeFinding, w.engineer, close, { now: day(1) });
      expect(closed.findings).toMatchObject([{ closed: { done: "Raised the heap", by: { name: "Ines" } } }]);
      await expect(execute(closeFinding, w.engineer, { ...close, version: 3 })).rejects.toThrow(
        "closed already",
      );
      await expect(execute(editFinding, w.engineer, { ...of, version: 3, what: "y" })).rejects.toThrow(
        "is closed",
      );
      expect(await titles(w, day(1))).toHaveLength(1);
      await expectSettled(w.key, day(1));
    });

    it("records by time alone that a day was missed, and tells who can answer, once", async () => {
      await answered(w, 2, "cpu", day(2));
      const dev = () =>
        reader.environment.findFirstOrThrow({ where: { key: "dev", upgrade: { key: w.key } } });
      await settleDue(day(2), false);
      expect((await dev()).statusUntil).toEqual(day(3, 0));
      await settleDue(day(3, 0), false);
      await settleDue(day(3, 1), false);
      expect(await told(w, "hypercare.dayMissed")).toMatchObject([
        { actorName: "Liftlock", data: { environment: "Dev", day: 2, checks: ["Errors in the logs"] } },
      ]);
      for (const person of [w.lead, w.engineer, w.manager, w.viewer])
        expect(
          (await reader.notification.findMany({ where: { userId: person.id, kind: "hypercare" } })).map(
            ({ title }) => title,
          ),
        ).toEqual(
          person === w.lead || person === w.engineer
            ? ["Day 2 of hypercare of Dev was missed: answer late"]
            : [],
        );
      expect(await titles(w, day(3))).toContain("Day 2 of hypercare in Dev was missed");
      await expectSettled(w.key, day(3, 1));
    });

    it("takes a late answer and shows it as late, with who and when", async () => {
      await expect(
        execute(
          answerCheck,
          w.engineer,
          { upgrade: w.key, environment: "dev", day: 2, check: "cpu", version: 0, result: "clean" },
          { now: day(3) },
        ),
      ).rejects.toMatchObject({ code: "version_conflict" });
      const { period } = await answered(w, 2, "errors", day(3), { note: "Read them today" });
      expect(period?.days[1]).toMatchObject({
        state: "answered",
        late: true,
        checks: [{ late: false }, { late: true, answer: { by: { name: "Ines" }, at: day(3).toISOString() } }],
      });
      expect(await titles(w, day(3))).toHaveLength(1);
    });

    it("corrects an answer with a word why; history keeps both, and what was found stays open", async () => {
      await expect(answered(w, 1, "errors", day(3), finding("JMS is gone"))).rejects.toThrow(
        "Say in the note",
      );
      await answered(w, 1, "errors", day(3), { ...finding("JMS is gone"), note: "Seen in the archive" });
      await answered(w, 1, "errors", day(3, 13), { note: "It was another system" });
      expect(await told(w, "hypercare.answered")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            data: expect.objectContaining({
              was: expect.objectContaining({ result: "finding" }),
              is: expect.objectContaining({ result: "clean", note: "It was another system" }),
            }),
          }),
        ]),
      );
      const view = await care(w, day(3, 14));
      expect(view.period?.days[0]?.checks[1]).toMatchObject({
        late: false,
        answer: { corrected: { by: {} } },
      });
      expect(await titles(w, day(3, 14))).toContain("Finding 2 of hypercare is open: “JMS is gone”");
    });

    it("refuses days to come, days and checks there are not", async () => {
      await expect(answered(w, 3, "cpu", day(2))).rejects.toThrow("nobody has looked yet");
      await expect(answered(w, 4, "cpu", day(3))).rejects.toThrow("no day 4");
      await expect(answered(w, 3, "gone", day(3))).rejects.toThrow("no check");
    });

    it("is extended with a reason, and another begins only when it is over", async () => {
      await expect(start(w, day(3), day(3))).rejects.toThrow("Hypercare runs until");
      const of = { upgrade: w.key, environment: "dev" };
      await expect(
        execute(extendHypercare, w.engineer, { ...of, version: 7, days: 2, reason: "x" }, { now: day(3) }),
      ).rejects.toMatchObject({ code: "version_conflict" });
      const longer = { ...of, version: 1, days: 2, reason: "A finding is open" };
      const { period } = await execute(extendHypercare, w.engineer, longer, { now: day(3) });
      expect(period).toMatchObject({ length: 5, version: 2, end: day(6, 0).toISOString() });
      expect(await titles(w, day(4))).toContain("Day 3 of hypercare in Dev was missed");
      await expectSettled(w.key, day(3));
    });

    it("is ended early by a lead or manager with a reason; what was asked before stays asked", async () => {
      const end = { upgrade: w.key, environment: "dev", version: 2, reason: "Backed out" };
      await expect(execute(endHypercare, w.engineer, end, { now: day(3) })).rejects.toThrow(
        "Only leads and managers can end hypercare early",
      );
      const ended = await execute(endHypercare, w.manager, end, { now: day(3, 18) });
      expect(ended.period).toMatchObject({
        over: true,
        ended: { reason: "Backed out", by: { name: "Priya" } },
      });
      expect(await titles(w, day(3, 18))).toEqual([
        "Finding 2 of hypercare is open: “JMS is gone”",
        "Day 3 of hypercare in Dev was missed",
      ]);
      await expect(
        execute(extendHypercare, w.engineer, { ...end, version: 3, days: 1 }, { now: day(4) }),
      ).rejects.toThrow("start another one");
      const again = await start(w, day(4), day(4));
      expect(again.period).toMatchObject({ number: 2, length: 3, over: false });
      expect(await titles(w, day(4)), "a finding outlives its period").toHaveLength(2);
      await expectSettled(w.key, day(4));
    });

    it("is drawn into the review: days kept, late ones, and what was done about findings", async () => {
      const review = await answer(getReview, w.viewer, { upgrade: w.key }, { now: day(5) });
      expect(review.hypercare).toMatchObject([
        { environment: "Dev", days: 3, answered: 0, late: 0, ended: null },
      ]);
      expect(review.findings).toMatchObject([
        { number: 1, severity: "minor", done: "Raised the heap" },
        { number: 2, what: "JMS is gone", done: null },
      ]);
      expect(review.timeline.map(({ sentence }) => sentence)).toEqual(
        expect.arrayContaining([
          expect.stringContaining("ended hypercare of Dev early, on day 3 of 5: Backed out"),
        ]),
      );
    });
  });

  it("may have begun days ago: what passed is missed at once, and told to nobody", async () => {
    const w = await world();
    await kept(w, day(3));
    expect(await titles(w, day(3))).toEqual([
      "Day 1 of hypercare in Dev was missed",
      "Day 2 of hypercare in Dev was missed",
      expect.stringContaining("is kept until"),
    ]);
    await settleDue(day(3), false);
    expect(await reader.notification.count({ where: { userId: w.lead.id, kind: "hypercare" } })).toBe(0);
    await both(w, 3);
    await settleDue(day(4), false);
    const [notice] = await reader.notification.findMany({ where: { userId: w.lead.id, kind: "hypercare" } });
    expect(notice?.title).toBe("Hypercare of Dev is over: 2 missed days and 0 open findings are left");
    await expectSettled(w.key, day(4));
  });

  it("lets one missed day be waived, and asks for the others", async () => {
    const w = await world();
    await kept(w, day(3));
    const [first] = await blockers(w, day(3));
    const asked = {
      upgrade: w.key,
      environment: "dev",
      gate: "exit" as const,
      blocker: first?.key ?? "",
      reason: "Nobody was on duty; the night was quiet",
      expiresAt: day(9).toISOString(),
    };
    const { id, version } = await execute(requestWaiver, w.lead, asked, { now: day(3) });
    await execute(approveWaiver, w.manager, { upgrade: w.key, waiver: id, version }, { now: day(3) });
    expect(await titles(w, day(3, 13))).toEqual([
      "Day 2 of hypercare in Dev was missed",
      expect.stringContaining("is kept until"),
    ]);
    await expectSettled(w.key, day(3, 13));
  });

  it("counts its days in the home zone of the upgrade, as it was when it began", async () => {
    const w = await world({ homeZone: "Asia/Kathmandu" });
    const { period } = await kept(w);
    expect(period).toMatchObject({
      zone: "Asia/Kathmandu",
      end: new Date(day(4, 0).getTime() - 5.75 * 3_600_000).toISOString(),
    });
  });
});
