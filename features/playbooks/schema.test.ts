import { describe, expect, it } from "vitest";
import { playbookBytes, readPlaybook } from "@/lib/playbook-yaml";
import { playbookSchema } from "./schema";

const small = `
id: boat-engine
product: Boat engine
title: Boat engine overhaul
version: 1.0.0
environments:
  - { name: Dry dock, kind: dev }
  - { name: Sea, kind: prod }
releases:
  - { version: "1", pathStatus: unknown }
  - { version: "2", pathStatus: public_guide, directFrom: ["1"] }
questions:
  - { id: fuel, text: Which fuel?, label: fuel, kind: choice, options: [{ value: diesel, label: Diesel }, { value: petrol, label: Petrol }] }
  - { id: spare, text: Is there a spare?, label: spare engine, kind: boolean }
variables:
  - { name: dock, label: Dock, example: dock-3 }
phases:
  - id: work
    letter: W
    title: Work
    steps:
      - { id: w.drain, code: W-01, title: "Drain {{dock}}", part: prepare, gate: entry }
      - { id: w.swap, code: W-02, title: Swap, part: migrate, after: [w.drain] }
`;

const read = (text: string, name = "mine.yaml") => readPlaybook([{ name, text }], playbookSchema);
const problems = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.problems;
};
/** The small playbook with one text replaced; the text has to be there. */
const planted = (was: string, is: string) => {
  expect(small).toContain(was);
  return problems(small.replace(was, is));
};

describe("a playbook of one file", () => {
  it("is read, with everything left out filled in, and reads again to itself", () => {
    const result = read(small);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.playbook.phases[0]?.steps[1]).toMatchObject({
      scope: "environment",
      required: true,
      after: ["w.drain"],
      when: null,
      evidence: { kind: "none", what: "" },
    });
    expect(playbookSchema.parse(JSON.parse(JSON.stringify(result.playbook)))).toEqual(result.playbook);
  });

  it("with a wrong value names file, line, column and key", () => {
    expect(planted("part: migrate", "part: moving")).toEqual([
      {
        file: "mine.yaml",
        line: 23,
        column: 48,
        key: "phases[0].steps[1].part",
        message: expect.stringContaining("migrate"),
      },
    ]);
  });

  it("with a misspelt key names the key itself", () => {
    expect(planted("after: [w.drain]", "aftr: [w.drain]")).toMatchObject([
      { line: 23, key: "phases[0].steps[1].aftr", message: "The key “aftr” is not known here." },
    ]);
  });

  it("with a key left out names the place it is missing from", () => {
    expect(planted("version: 1.0.0\n", "")).toMatchObject([{ key: "version", line: 2 }]);
  });

  it("with a release written as a number says how to write it", () => {
    expect(planted('version: "1"', "version: 1")).toMatchObject([
      { key: "releases[0].version", message: expect.stringContaining("in quotes") },
    ]);
  });

  it.each([
    ["a step id given twice", "id: w.swap", "id: w.drain", "twice"],
    ["a code given twice", "code: W-02", "code: W-01", "twice"],
    ["a code of another phase", "code: W-02", "code: X-02", "begin with “W-”"],
    ["an unknown predecessor", "after: [w.drain]", "after: [w.fill]", "no step “w.fill”"],
    ["a circle", "gate: entry }", "gate: entry, after: [w.swap] }", "w.drain → w.swap → w.drain"],
    ["an unknown placeholder", "{{dock}}", "{{pier}}", "no variable “pier”"],
    [
      "an unknown question",
      "title: Swap",
      "title: Swap, when: { question: colour, is: red }",
      "no question “colour”",
    ],
    [
      "an unknown option",
      "title: Swap",
      "title: Swap, when: { question: fuel, is: steam }",
      "“steam” is not an answer",
    ],
    [
      "an option of a yes-no question",
      "title: Swap",
      "title: Swap, when: { question: spare, is: maybe }",
      "“maybe” is not",
    ],
    ["an unknown release", "title: Swap", 'title: Swap, when: { targetFrom: "3" }', "no release 3"],
    ["an edge from an unknown release", 'directFrom: ["1"]', 'directFrom: ["0"]', "no release 0"],
    [
      "an edge from a newer release",
      "pathStatus: unknown",
      'pathStatus: unknown, directFrom: ["2"]',
      "not older",
    ],
    ["no prod", "kind: prod", "kind: other", "exactly one environment"],
    [
      "an environment's value in a plan step",
      "part: prepare, gate: entry",
      "part: prepare, scope: upgrade",
      "once per upgrade",
    ],
    [
      "pages that nobody attests",
      "title: Swap",
      "title: Swap, readings: [{ id: guide, title: Guide, url: 'https://a.example/guide' }]",
      "Only a step that everybody attests",
    ],
    [
      "a page given twice",
      "title: Swap",
      "title: Swap, attestation: true, readings: [{ id: a, title: A, url: 'https://a.example' }, { id: a, title: B, url: 'https://b.example' }]",
      "“a” is there twice in W-02",
    ],
    [
      "a page without an https address",
      "title: Swap",
      "title: Swap, attestation: true, readings: [{ id: a, title: A, url: 'http://a.example' }]",
      "begins with https://",
    ],
    [
      "a page of one environment",
      "title: Swap",
      "title: Swap, attestation: true, readings: [{ id: a, title: A, url: 'https://a.example/{{dock}}' }]",
      "{{from_version}} and {{to_version}} only",
    ],
    [
      "a page under an unknown condition",
      "title: Swap",
      "title: Swap, attestation: true, readings: [{ id: a, title: A, url: 'https://a.example', when: { question: colour, is: red } }]",
      "no question “colour”",
    ],
    ["a promise not kept", "version: 1.0.0", "version: 1.0.0\ncarries: [w.paint]", "“w.paint” is missing"],
  ])("with %s is refused", (_what, was, is, message) => {
    const found = planted(was, is);
    expect(found.map((problem) => problem.message).join("\n")).toContain(message);
    expect(found.every((problem) => problem.line > 1 && problem.key !== "")).toBe(true);
  });

  it.each([
    ["phases:", "stages:", "“phases” is missing: a list of phases with their steps."],
    ["product: Boat engine", "product: [engine]", "“product” is a list; write a text."],
    ["product: Boat engine", "product:", "“product” has no value: write a text."],
    ["product: Boat engine", "product: ''", "“product” is empty; write a text."],
    ["part: migrate", "part: moving", "“part” is “moving”; write one of"],
    ["title: Work", "title: 7", "“title” is “7”; write a text."],
  ])("with %s as %s is told in words what is expected", (was, is, message) => {
    const [found] = planted(was, is).filter((problem) => !problem.message.includes("not known"));
    expect(found?.message).toContain(message);
  });

  it.each([
    ["{ all: [{ targetFrm: '2' }] }", "phases[0].steps[1].when.all[0]", "Not a condition"],
    ["{}", "phases[0].steps[1].when", "Not a condition"],
    ["{ question: fuel, is: 3 }", "phases[0].steps[1].when.is", "“is” is “3”"],
    ["{ not: { crosses: 2 } }", "phases[0].steps[1].when.not.crosses", "in quotes"],
  ])("with the condition %s points into it", (condition, key, message) => {
    expect(planted("title: Swap", `title: Swap, when: ${condition}`)).toMatchObject([
      { line: 23, key, message: expect.stringContaining(message) },
    ]);
  });
});

describe("a text that is no playbook", { timeout: 30_000 }, () => {
  it.each([
    ["empty", "", "no keys"],
    ["a list", "- a\n- b", "no keys"],
    ["broken YAML", "id: [unclosed", "flow"],
    ["a key given twice", "id: a\nid: b", "unique"],
    ["two documents", "id: a\n---\nid: b", "multiple documents"],
    ["an unknown tag", "id: !!js/function x", "tag"],
  ])("is refused when it is %s", (_what, text, message) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((problem) => problem.message.toLowerCase()).join()).toContain(message);
  });

  it("is refused when aliases multiply", () => {
    const levels = Array.from({ length: 9 }, (_, i) =>
      i === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
        : `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(", ")}]`,
    );
    expect(problems(levels.join("\n"))).toMatchObject([{ message: expect.stringContaining("aliases") }]);
  });

  it.each([
    ["brackets", "[".repeat(1_000_000)],
    ["lists", "- ".repeat(500_000)],
    ["keys", Array.from({ length: 1_900 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("is refused at once when its %s are nested without end", (_what, nested) => {
    expect(problems(`id:\n${nested}`)).toMatchObject([
      { message: expect.stringContaining("nested too deeply") },
    ]);
  });

  it("is refused at once when it has very many keys", () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: {a: b}`).join("\n");
    expect(problems(keys)).toMatchObject([{ message: expect.stringContaining("too many entries") }]);
    const fewer = Array.from({ length: 2_000 }, (_, i) => `k${i}: {a: b}`).join("\n");
    expect(problems(fewer)).toHaveLength(100);
  });

  it("is refused when it is larger than 2 MB", () => {
    expect(problems(`id: ${"x".repeat(playbookBytes)}`)).toMatchObject([
      { message: expect.stringContaining("2 MB") },
    ]);
  });

  it("leaves objects alone that its keys are named after", () => {
    const found = problems("__proto__: { polluted: true }\nconstructor: 1");
    expect(found.length).toBeGreaterThan(0);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("a playbook in a folder", () => {
  const [head = "", phases = ""] = small.split("phases:\n  - ");
  const phase = phases.replaceAll("\n    ", "\n").trimEnd();

  it("is put together from its files, one phase each", () => {
    const files = [
      { name: "playbook.yaml", text: head },
      { name: "phases/01-work.yaml", text: phase },
      { name: "process.yaml", text: "process: [{ id: P1, text: Do it, features: [gates] }]" },
    ];
    const result = readPlaybook(files, playbookSchema);
    expect(result.ok && result.playbook.phases.map(({ id }) => id)).toEqual(["work"]);
    expect(result.ok && result.playbook.process[0]?.id).toBe("P1");
  });

  it("names the file a problem is in, with lines and keys of that file", () => {
    const files = [
      { name: "playbook.yaml", text: head },
      { name: "phases/01-work.yaml", text: phase.replace("W-02", "W-01") },
    ];
    const result = readPlaybook(files, playbookSchema);
    expect(result.ok ? [] : result.problems).toMatchObject([
      { file: "phases/01-work.yaml", line: 6, key: "steps[1].code" },
    ]);
  });

  it("refuses a key that two files give", () => {
    const files = [
      { name: "playbook.yaml", text: small },
      { name: "questions.yaml", text: "questions: []" },
    ];
    const result = readPlaybook(files, playbookSchema);
    expect(result.ok ? [] : result.problems).toMatchObject([
      {
        file: "questions.yaml",
        line: 1,
        key: "questions",
        message: expect.stringContaining("playbook.yaml"),
      },
    ]);
  });
});
