import { describe, expect, it } from "vitest";
import { utc } from "../window/zone.fixture";
import { decideClose, decideEditFinding } from "./finding";
import { answer, day, finding, period, rules } from "./hypercare.fixture";
import { decideAnswer, decideEnd, decideExtend, decideStart, type NewAnswer } from "./period";
import { hypercareStanding } from "./standing";

const codes = (verdict: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  verdict.refusals?.map(({ code }) => code) ?? [];
const facts = { rules: rules(7), environmentName: "Prod", entryOpen: true, last: null };
const standing = (now: Date, more = {}) => hypercareStanding(rules(), period(more), utc, now);

describe("Hypercare begins", () => {
  it("for as many days as verification asks for, as of days ago if need be", () => {
    expect(decideStart(facts, { begin: day(1) }, day(3))).toEqual({ ok: true, days: 7 });
    expect(decideStart(facts, { begin: day(1), days: 10 }, day(3))).toEqual({ ok: true, days: 10 });
  });
  it("behind an open gate, not ahead of time, not for less, not while one runs", () => {
    expect(codes(decideStart({ ...facts, entryOpen: false }, { begin: day(1) }, day(3)))).toEqual([
      "entry_shut",
    ]);
    expect(codes(decideStart(facts, { begin: day(4) }, day(3)))).toEqual(["ahead"]);
    expect(codes(decideStart(facts, { begin: day(-500) }, day(3)))).toEqual(["long_ago"]);
    expect(codes(decideStart(facts, { begin: day(1), days: 3 }, day(3)))).toEqual(["too_short"]);
    for (const days of [0, 121, 1.5, Number.NaN])
      expect(codes(decideStart(facts, { begin: day(1), days }, day(3)))).toEqual(["days"]);
    expect(codes(decideStart({ ...facts, rules: null }, { begin: day(1) }, day(3)))).toEqual(["no_rules"]);
    expect(codes(decideStart({ ...facts, last: standing(day(2)) }, { begin: day(1) }, day(2)))).toEqual([
      "running",
    ]);
    expect(decideStart({ ...facts, last: standing(day(5)) }, { begin: day(5) }, day(5)).ok).toBe(true);
  });
});

describe("Hypercare", () => {
  it("goes on for more days with a reason, also after its end; not after it was ended early", () => {
    expect(decideExtend(period(), { days: 2, reason: "One finding" })).toEqual({ ok: true, days: 5 });
    expect(codes(decideExtend(period(), { days: 0, reason: " " }))).toEqual(["days", "reason_needed"]);
    expect(codes(decideExtend(period(), { days: 118, reason: "x" }))).toEqual(["days"]);
    expect(codes(decideExtend(period({ endedAt: day(2) }), { days: 1, reason: "x" }))).toEqual(["ended"]);
  });
  it("is ended early with a reason, once, and not when it is over", () => {
    expect(decideEnd(standing(day(2)), "Backed out").ok).toBe(true);
    expect(codes(decideEnd(standing(day(2)), ""))).toEqual(["reason_needed"]);
    expect(codes(decideEnd(standing(day(4)), "x"))).toEqual(["over"]);
    expect(codes(decideEnd(standing(day(3), { endedAt: day(2) }), "x"))).toEqual(["over"]);
  });
});

describe("A daily check", () => {
  const asked = (more: Partial<NewAnswer> = {}): NewAnswer => ({
    day: 2,
    check: "cpu",
    result: "clean",
    note: "",
    link: "",
    what: null,
    ...more,
  });
  const clean = { result: "clean", note: "", link: "" } as const;
  it("is answered on its day, late after it, and not before it", () => {
    expect(decideAnswer(standing(day(2)), null, asked())).toEqual({
      ok: true,
      late: false,
      title: "Check cpu",
    });
    expect(decideAnswer(standing(day(3)), null, asked())).toMatchObject({ ok: true, late: true });
    expect(codes(decideAnswer(standing(day(1)), null, asked()))).toEqual(["ahead"]);
  });
  it("is one of a day there is", () => {
    expect(codes(decideAnswer(standing(day(2)), null, asked({ day: 4 })))).toEqual(["no_such_day"]);
    expect(codes(decideAnswer(standing(day(2)), null, asked({ check: "gone" })))).toEqual(["no_such_check"]);
  });
  it("finds something, or nothing", () => {
    expect(codes(decideAnswer(standing(day(2)), null, asked({ result: "finding" })))).toEqual([
      "what_needed",
    ]);
    expect(codes(decideAnswer(standing(day(2)), null, asked({ what: "Slow" })))).toEqual(["clean"]);
  });
  it("is corrected with a word why; the same answer again is none", () => {
    const now = standing(day(2), { answers: [answer(2, "cpu")] });
    expect(codes(decideAnswer(now, clean, asked()))).toEqual(["unchanged"]);
    expect(decideAnswer(now, clean, asked({ note: "Looked again" })).ok).toBe(true);
    const found = asked({ result: "finding", what: "Slow" });
    expect(codes(decideAnswer(now, clean, found))).toEqual(["reason_needed"]);
    expect(decideAnswer(now, clean, { ...found, note: "Seen at noon" }).ok).toBe(true);
    expect(decideAnswer(now, { ...clean, result: "finding" }, found).ok, "another finding").toBe(true);
  });
  it("stays as late as its first answer", () => {
    const corrected = standing(day(4), { answers: [answer(2, "cpu", "finding", day(3))] });
    expect(corrected.days[1]?.checks[0]).toMatchObject({ state: "finding", late: true });
    expect(corrected.days[1]?.late).toBe(true);
  });
});

describe("A finding", () => {
  it("is closed once, with what was done, and said otherwise only before", () => {
    expect(decideClose(finding(), "More heap").ok).toBe(true);
    expect(codes(decideClose(finding(), " "))).toEqual(["done_needed"]);
    expect(codes(decideClose(finding({ done: "More heap" }), "Again"))).toEqual(["closed"]);
    expect(decideEditFinding(finding()).ok).toBe(true);
    expect(codes(decideEditFinding(finding({ done: "More heap" })))).toEqual(["closed"]);
  });
});
