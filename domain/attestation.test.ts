import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttestedStep,
  attestedBy,
  decideAttest,
  longestPageVersion,
  type Page,
  type PageGiven,
  pageDifference,
  pagesRead,
  pagesUnread,
  readSentence,
} from "./attestation";
import { sentence } from "./event";

const page = (id: string): Page => ({ id, title: `The ${id}`, url: `https://docs.example/${id}` });
const read = (id: string, version = "1") => ({ id, title: `The ${id}`, version });
const named = { code: "P-09", title: "Read the guides" };
const step = { ...named, attestation: true, readings: [page("guide"), page("notes")], attestations: [] };
const plain = { ...step, readings: [] };
const both = [
  { id: "notes", version: "as of May" },
  { id: "guide", version: "4.1.0" },
];

const codes = (verdict: ReturnType<typeof decideAttest>) =>
  verdict.ok ? [] : verdict.refusals.map(({ code }) => code);
const messages = (verdict: ReturnType<typeof decideAttest>) =>
  verdict.ok ? [] : verdict.refusals.map(({ message }) => message);

describe("attesting a step with nothing in particular to read", () => {
  it("is for steps that ask for it, once per person", () => {
    const given = { ...plain, attestations: [{ userId: "ines", pages: [] }] };
    for (const pages of [[], null]) {
      expect(decideAttest(given, "omar", pages).ok).toBe(true);
      expect(codes(decideAttest(given, "ines", pages))).toEqual(["already_attested"]);
      expect(codes(decideAttest({ ...given, attestation: false }, "omar", pages))).toEqual(["not_attested"]);
    }
  });

  it("takes no pages", () => {
    expect(messages(decideAttest(plain, "omar", [{ id: "guide", version: "1" }]))).toEqual([
      "P-09 “Read the guides” gives no page “guide” to read.",
    ]);
  });
});

describe("attesting a step with pages to read", () => {
  it("names the version of each, in any order", () => {
    expect(decideAttest(step, "omar", both).ok).toBe(true);
    expect(pagesRead(step.readings, both)).toEqual([read("guide", "4.1.0"), read("notes", "as of May")]);
  });

  it("is refused with a sentence for each page that is missing, unknown, twice, without a version or with too long a one", () => {
    const long = "x".repeat(longestPageVersion + 1);
    const given = [
      { id: "guide", version: long },
      { id: "wiki", version: "1" },
    ];
    expect(messages(decideAttest(step, "omar", given))).toEqual([
      "The version of “The guide” has 101 characters: at most 100 are kept.",
      "Say which version of “The notes” you read: it is missing.",
      "P-09 “Read the guides” gives no page “wiki” to read.",
    ]);
    const other = [...both, { id: "guide", version: "2" }];
    expect(messages(decideAttest(step, "omar", other))).toEqual([
      "“The guide” is named twice: say one version of it.",
    ]);
    expect(
      messages(decideAttest(step, "omar", [both[0] as PageGiven, { id: "guide", version: " " }])),
    ).toEqual(["Say which version of “The guide” you read: it is empty."]);
    expect(
      decideAttest(step, "omar", [both[0] as PageGiven, { id: "guide", version: long.slice(1) }]).ok,
    ).toBe(true);
  });

  it("is possible again when there is something new to say", () => {
    const own = [{ userId: "omar", pages: pagesRead(step.readings, both) }];
    expect(codes(decideAttest({ ...step, attestations: own }, "omar", both))).toEqual(["already_attested"]);
    expect(decideAttest({ ...step, attestations: own }, "omar", null).ok).toBe(true);
    const newer = both.map((given) => ({ ...given, version: "5.0.0" }));
    expect(decideAttest({ ...step, attestations: own }, "omar", newer).ok).toBe(true);
    const more = { ...step, readings: [...step.readings, page("faq")], attestations: own };
    expect(codes(decideAttest(more, "omar", both))).toEqual(["page_missing"]);
    expect(decideAttest(more, "omar", [...both, { id: "faq", version: "1" }]).ok).toBe(true);
  });

  it("is told in history with every page, and without pages as it always was", () => {
    const told = { ...named, statement: "I have read it." };
    expect(sentence("Omar", "step.attested", told)).toBe(
      "Omar attested P-09 “Read the guides”: I have read it.",
    );
    expect(
      sentence("Omar", "step.attested", { ...told, pages: [read("guide", "4.1.0"), read("notes", "May")] }),
    ).toBe(
      "Omar attested P-09 “Read the guides”: I have read it. Read: “The guide” (4.1.0) and “The notes” (May)",
    );
    expect(readSentence([])).toBe("");
  });
});

describe("for any lists of pages", () => {
  const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
  const versions = fc
    .string({ minLength: 1, maxLength: longestPageVersion })
    .filter((text) => text.trim() !== "");
  const steps = fc.record({
    readings: ids.map((list) => list.map(page)),
    attestations: fc
      .uniqueArray(fc.constantFrom("ines", "omar", "priya"))
      .chain((people) =>
        fc.tuple(
          ...people.map((userId) =>
            fc.record({ userId: fc.constant(userId), pages: ids.map((list) => list.map((id) => read(id))) }),
          ),
        ),
      ),
  });

  it("an attestation counts exactly when it names every page, so a page that comes asks everybody and one that goes asks nobody", () => {
    fc.assert(
      fc.property(steps, (given: AttestedStep) => {
        const counts = attestedBy(given);
        for (const { userId, pages } of given.attestations)
          expect(counts.includes(userId)).toBe(
            given.readings.every(({ id }) => pages.some((one) => one.id === id)),
          );
        expect(attestedBy({ ...given, readings: [...given.readings, page("new")] })).toEqual([]);
        expect(attestedBy({ ...given, readings: given.readings.slice(1) })).toEqual(
          expect.arrayContaining(counts),
        );
        expect(attestedBy({ ...given, readings: [] })).toHaveLength(given.attestations.length);
      }),
    );
  });

  it("what was allowed makes the attestation count, and the same word once more is refused", () => {
    fc.assert(
      fc.property(steps, fc.array(versions, { minLength: 5, maxLength: 5 }), (given, texts) => {
        const pages = given.readings.map(({ id }, at) => ({ id, version: texts[at] ?? "1" }));
        const asked = {
          ...step,
          ...given,
          attestations: given.attestations.filter(({ userId }) => userId !== "omar"),
        };
        expect(decideAttest(asked, "omar", pages).ok).toBe(true);
        const word = { userId: "omar", pages: pagesRead(asked.readings, pages) };
        const after = { ...asked, attestations: [...asked.attestations, word] };
        expect(attestedBy(after)).toContain("omar");
        expect(codes(decideAttest(after, "omar", pages))).toEqual(["already_attested"]);
      }),
    );
  });

  it("leaving a page out is always refused, naming it", () => {
    fc.assert(
      fc.property(ids, fc.nat(4), (list, at) => {
        fc.pre(list.length > 0);
        const readings = list.map(page);
        const left = readings[at % readings.length] as Page;
        const given = readings.filter((one) => one !== left).map(({ id }) => ({ id, version: "1" }));
        const said = messages(decideAttest({ ...step, readings }, "omar", given));
        expect(said).toEqual([expect.stringContaining(left.title)]);
      }),
    );
  });

  it("a difference leads from one list to the other", () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const [was, is] = [a.map(page), b.map(page)];
        const { added, removed } = pageDifference(was, is);
        const after = [...pagesUnread(was, removed), ...added];
        expect(new Set(after.map(({ id }) => id))).toEqual(new Set(b));
        expect(pageDifference(is, is)).toEqual({ added: [], removed: [] });
      }),
    );
  });
});
