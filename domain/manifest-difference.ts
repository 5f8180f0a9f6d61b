import { readSentence } from "./attestation";
import { canonicalJson } from "./canonical";
import { itemStateNames } from "./inventory";
import type { Manifest } from "./manifest";
import type { ManifestEvidence } from "./manifest-inventory";
import { named } from "./sentence";
import { stepStateNames } from "./step";

/** One thing that is no longer as it was signed. Reads as "subject was …, is …". */
export type ManifestChange = { readonly subject: string; readonly was: string; readonly is: string };

/** One listed thing, its state in a word, and the properties that can differ while it is listed on both sides. */
type Item = {
  readonly key: string;
  readonly subject: string;
  readonly state: string;
  /** What is said instead of the state where it is listed on one side only: a hash alone tells nobody anything. */
  readonly presence?: string;
  readonly properties: readonly (readonly [subject: string, value: string])[];
};

const absent = "not there";
const there = "there";

/** The sentence of a change, as screens and history show it. */
export function changeSentence({ subject, was, is }: ManifestChange): string {
  return `${subject} was ${was}, is ${is}`;
}

/**
 * Everything that differs between a signed manifest and the present one, in the order people read it; empty exactly
 * when both have the same canonical JSON. `nameOf` turns a person's id into a name.
 */
export function manifestDifference(
  was: Manifest,
  is: Manifest,
  nameOf: (id: string) => string = (id) => id,
): ManifestChange[] {
  const before = index(itemsOf(was, nameOf));
  const after = index(itemsOf(is, nameOf));
  const changes: ManifestChange[] = [];
  for (const [key, item] of before) {
    const now = after.get(key);
    if (now === undefined)
      changes.push({ subject: item.subject, was: item.presence ?? item.state, is: absent });
    else changes.push(...changesOf(item, now));
  }
  for (const [key, item] of after) {
    if (!before.has(key))
      changes.push({ subject: item.subject, was: absent, is: item.presence ?? item.state });
  }
  if (changes.length === 0 && canonicalJson(was) !== canonicalJson(is)) {
    // Two people of one name, say: nothing readable differs, but it isn't what was signed.
    return [{ subject: "The signed record", was: "as signed", is: "different" }];
  }
  return changes;
}

function changesOf(was: Item, is: Item): ManifestChange[] {
  const changes: ManifestChange[] = [];
  if (was.state !== is.state) changes.push({ subject: is.subject, was: was.state, is: is.state });
  for (const [place, [subject, value]] of was.properties.entries()) {
    const now = is.properties[place]?.[1];
    if (now !== undefined && now !== value) changes.push({ subject, was: value, is: now });
  }
  return changes;
}

/** Items of the same key are numbered, so that none hides another. */
function index(items: readonly Item[]): Map<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    let key = item.key;
    for (let number = 2; found.has(key); number += 1) key = `${item.key}#${number}`;
    found.set(key, item);
  }
  return found;
}

function itemsOf(manifest: Manifest, nameOf: (id: string) => string): Item[] {
  const person = (id: string | null) => (id === null ? "nobody" : nameOf(id));
  const heading = (subject: string, value: string | number): Item => ({
    key: `heading ${subject}`,
    subject,
    state: String(value),
    properties: [],
  });
  return [
    heading("the format", manifest.format),
    heading("the upgrade", manifest.upgrade),
    heading("the playbook", `${manifest.playbook.id} ${manifest.playbook.version}`),
    heading("the version upgraded from", manifest.from),
    heading("the version upgraded to", manifest.to),
    heading("the environment", manifest.environment),
    heading("the gate", manifest.gate),
    ...manifest.steps.flatMap((step): Item[] => [
      {
        key: `step ${step.code}`,
        subject: named(step),
        state: stepStateNames[step.state],
        properties: [
          [`the title of ${step.code}`, `“${step.title}”`],
          [`${step.code}`, step.required ? "required" : "optional"],
          [`the reason of ${step.code}`, text(step.reason)],
          [`who did ${step.code}`, person(step.doneBy)],
          [`the end of ${step.code}`, step.finishedAt ?? "open"],
        ],
      },
      ...evidenceItems(step.code, step.evidence),
      ...(step.pages ?? []).map(
        ({ id, title, url }): Item => ({
          key: `page ${step.code} ${id}`,
          subject: `the page “${title}” to read for ${step.code}`,
          state: url,
          presence: there,
          properties: [[`the title of the page ${id} of ${step.code}`, `“${title}”`]],
        }),
      ),
    ]),
    ...manifest.executions.flatMap((execution): Item[] => [
      {
        key: `case ${execution.case}`,
        subject: `test ${execution.case}`,
        state: execution.result.replaceAll("_", " "),
        properties: [
          [`test ${execution.case}`, currency[execution.stale ?? "current"]],
          [`the revision of ${execution.case}`, String(execution.revision)],
          [`the executed revision of ${execution.case}`, text(execution.executedRevision)],
          [`the measured value of ${execution.case}`, text(execution.measured)],
          [`who executed ${execution.case}`, person(execution.executedBy)],
          [`the execution of ${execution.case}`, execution.executedAt ?? "none"],
        ],
      },
      ...evidenceItems(execution.case, execution.evidence),
    ]),
    ...manifest.useCases.map(
      ({ code, priority, requiredCases }): Item => ({
        key: `use case ${code}`,
        subject: `use case ${code}`,
        state: `a ${priority}`,
        properties: [
          [
            `the required coverage of ${code}`,
            requiredCases.length === 0 ? "none" : requiredCases.join(", "),
          ],
        ],
      }),
    ),
    ...(manifest.proofs ?? []).map(
      ({ subject, value }): Item => ({ key: `proof ${subject}`, subject, state: value, properties: [] }),
    ),
    ...(manifest.inventory ?? []).flatMap((item): Item[] => [
      {
        key: `item ${item.item}`,
        subject: named({ code: item.item, title: item.title }),
        state: itemStateNames[item.state],
        properties: [
          [`the title of ${item.item}`, `“${item.title}”`],
          [`the level of ${item.item}`, item.level.replace("_", " ")],
          [`the verdict on ${item.item}`, text(item.verdict)],
          [`the reason of ${item.item}`, text(item.reason)],
          [`who dealt with ${item.item}`, person(item.doneBy)],
          [`the last change of ${item.item}`, item.since ?? "none"],
          [
            `the test cases of ${item.item}`,
            item.testCases.length === 0 ? "none" : item.testCases.join(", "),
          ],
        ],
      },
      ...evidenceItems(item.item, item.evidence),
    ]),
    ...manifest.waivers.map(
      (waiver): Item => ({
        key: `waiver ${waiver.blocker}`,
        subject: `the waiver of “${waiver.title}”`,
        state: `in force until ${waiver.expiresAt}`,
        properties: [
          ["what is waived", `“${waiver.title}”`],
          [`the reason to waive “${waiver.title}”`, text(waiver.reason)],
          [`who asked to waive “${waiver.title}”`, person(waiver.requestedBy)],
          [`who approved waiving “${waiver.title}”`, person(waiver.approvedBy)],
        ],
      }),
    ),
    ...manifest.conditions.map(
      (condition): Item => ({
        key: `condition ${condition.gate} ${condition.by} ${condition.text}`,
        subject: `the condition “${condition.text}” of ${condition.gate.replace(".", " ")}`,
        state: condition.clearedBy === null ? "open" : `cleared by ${person(condition.clearedBy)}`,
        properties: [[`the note on “${condition.text}”`, text(condition.note)]],
      }),
    ),
    ...manifest.attestations.map(
      ({ step, by, at, pages = [] }): Item => ({
        key: `attestation ${step} ${by}`,
        subject: `the attestation of ${step} by ${person(by)}`,
        state: `given ${at}`,
        properties: [[`what ${person(by)} read for ${step}`, readSentence(pages) || "no page in particular"]],
      }),
    ),
    ...manifest.previousSignOffs.map(
      ({ gate, by, sha256 }): Item => ({
        key: `sign-off ${gate} ${by}`,
        subject: `the signature of ${person(by)} on ${gate.replace(".", " ")}`,
        state: short(sha256),
        presence: there,
        properties: [],
      }),
    ),
  ];
}

const currency = {
  current: "current",
  case_revised: "out of date because the case was revised",
  environment_changed: "out of date because the environment was changed",
};

function evidenceItems(code: string, evidence: readonly ManifestEvidence[]): Item[] {
  return evidence.map(({ kind, name, sha256 }) => ({
    key: `evidence ${code} ${kind} ${name}`,
    subject: `the ${kind} “${name}” of ${code}`,
    state: short(sha256),
    presence: there,
    properties: [],
  }));
}

function short(sha256: string): string {
  return sha256.slice(0, 12);
}

function text(value: string | number | null): string {
  if (value === null || value === "") return "none";
  return typeof value === "number" ? String(value) : `“${value}”`;
}
