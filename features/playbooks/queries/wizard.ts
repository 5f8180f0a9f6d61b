import { z } from "zod";
import { effectiveAnswers, evaluate } from "@/domain/condition";
import { environmentKinds } from "@/domain/environment";
import { gateKinds } from "@/domain/gate-kind";
import { generatePlan, stepsSwitchedBy } from "@/domain/plan";
import { defaultSlots, type Playbook, pathStatuses } from "@/domain/playbook";
import { roles } from "@/domain/role";
import { compareVersions } from "@/domain/version";
import { hopEvidences, planPath } from "@/domain/version-path";
import { instanceQuery } from "@/lib/read";
import { contradictionView } from "../schema";
import { builtInPlaybooks, findPlaybook } from "./find";

const name = { slug: z.string().min(1).max(60), version: z.string().min(1).max(40) };
const slotList = z.array(z.object({ role: z.enum(roles), count: z.int() }));

const playbookRow = z.object({
  slug: z.string(),
  version: z.string(),
  product: z.string(),
  title: z.string(),
  description: z.string(),
  origin: z.enum(["built_in", "uploaded"]),
  steps: z.int(),
  testCases: z.int(),
  releases: z.int(),
  newest: z.string(),
});

function rowOf(content: Playbook, origin: "built_in" | "uploaded") {
  const versions = content.releases.map((release) => release.version).sort(compareVersions);
  return {
    slug: content.id,
    version: content.version,
    product: content.product,
    title: content.title,
    description: content.description,
    origin,
    steps: content.phases.reduce((sum, phase) => sum + phase.steps.length, 0),
    testCases: content.useCases.reduce((sum, useCase) => sum + useCase.testCases.length, 0),
    releases: versions.length,
    newest: versions.at(-1) ?? "",
  };
}

/** Playbooks an upgrade can be made from: those shipped and those uploaded, the newest version of each first. */
export const listPlaybooks = instanceQuery({
  name: "playbook.list",
  action: "playbook.list",
  summary: "Playbooks an upgrade can be made from",
  path: "/playbooks",
  input: z.object({}),
  output: z.object({ playbooks: z.array(playbookRow) }),
  run: async ({ read }) => {
    const uploaded = await read.playbook.findMany({
      where: { origin: "uploaded" },
      select: { content: true },
    });
    const rows = [
      ...(await builtInPlaybooks()).map(({ content }) => rowOf(content, "built_in")),
      ...uploaded.map(({ content }) => rowOf(content as unknown as Playbook, "uploaded")),
    ];
    return {
      playbooks: rows.sort(
        (a, b) => a.product.localeCompare(b.product) || compareVersions(b.version, a.version),
      ),
    };
  },
});

const release = z.object({
  version: z.string(),
  date: z.string().nullable(),
  pathStatus: z.enum(pathStatuses),
  supportOnly: z.boolean(),
  notes: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  contradictions: z.array(contradictionView),
  sources: z.array(z.string()),
});

/** What the wizard asks with: releases, environments with their proposed slots. Steps come with the preview. */
export const getPlaybook = instanceQuery({
  name: "playbook.get",
  action: "playbook.list",
  summary: "Releases and proposed environments of a playbook",
  path: "/playbooks/{slug}/{version}",
  input: z.object(name),
  output: playbookRow.extend({
    releaseList: z.array(release),
    environments: z.array(z.object({ name: z.string(), kind: z.enum(environmentKinds) })),
    slots: z.record(z.enum(environmentKinds), z.record(z.enum(gateKinds), slotList)),
    process: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
  run: async ({ read }, input) => {
    const found = await findPlaybook(read, input.slug, input.version);
    const { content } = found;
    const uploaded = await read.playbook.count({
      where: { slug: input.slug, version: input.version, origin: "uploaded" },
    });
    const slots = Object.fromEntries(
      environmentKinds.map((kind) => [
        kind,
        Object.fromEntries(gateKinds.map((gate) => [gate, [...defaultSlots(content, kind, gate)]])),
      ]),
    ) as Record<
      (typeof environmentKinds)[number],
      Record<(typeof gateKinds)[number], { role: (typeof roles)[number]; count: number }[]>
    >;
    return {
      ...rowOf(content, uploaded > 0 ? "uploaded" : "built_in"),
      releaseList: [...content.releases]
        .sort((a, b) => compareVersions(b.version, a.version))
        .map(({ version, date, pathStatus, supportOnly, notes, facts, contradictions, sources }) => ({
          version,
          date,
          pathStatus,
          supportOnly,
          notes: [...notes],
          facts: [...facts],
          sources: [...sources],
          contradictions: contradictions.map((one) => ({
            from: [...one.from],
            says: [...one.says],
            ask: one.ask,
          })),
        })),
      environments: [...content.environments],
      slots,
      process: content.process.map(({ id, text }) => ({ id, text })),
    };
  },
});

/** The way from one release to another with what it rests on. `reason` says why there is none. */
export const previewPath = instanceQuery({
  name: "playbook.path",
  action: "playbook.list",
  summary: "The way from one release to another",
  path: "/playbooks/{slug}/{version}/path",
  input: z.object({ ...name, from: z.string().min(1).max(40), to: z.string().min(1).max(40) }),
  output: z.object({
    reason: z.string().nullable(),
    hops: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        evidence: z.enum(hopEvidences),
        note: z.string(),
        sources: z.array(z.string()),
      }),
    ),
    needsSupportCase: z.boolean(),
    supportReasons: z.array(z.string()),
    contradictions: z.array(contradictionView),
    warnings: z.array(z.string()),
    isNewest: z.boolean(),
    newest: z.string(),
  }),
  run: async ({ read }, input) => {
    const { content } = await findPlaybook(read, input.slug, input.version);
    const verdict = planPath(content, input.from, input.to);
    const nothing = {
      hops: [],
      needsSupportCase: false,
      supportReasons: [],
      contradictions: [],
      warnings: [],
      isNewest: false,
      newest: rowOf(content, "built_in").newest,
    };
    if (!verdict.ok)
      return { ...nothing, reason: verdict.refusals.map((refusal) => refusal.message).join(" ") };
    const { path } = verdict;
    return {
      reason: null,
      hops: path.hops.map(({ from, to, evidence, note, sources }) => ({
        from,
        to,
        evidence,
        note,
        sources: [...sources],
      })),
      needsSupportCase: path.needsSupportCase,
      supportReasons: [...path.supportReasons],
      contradictions: path.contradictions.map((one) => ({
        from: [...one.from],
        says: [...one.says],
        ask: one.ask,
      })),
      warnings: [...path.warnings],
      isNewest: path.isNewest,
      newest: path.newest,
    };
  },
});

const fromJson = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => {
    try {
      return typeof value === "string" ? JSON.parse(value) : value;
    } catch {
      return value;
    }
  }, schema);
const switched = z.object({ code: z.string(), title: z.string(), reason: z.string() });

/** What the answers so far make of the plan: counts per environment, and per question the steps its answer switches on. */
export const previewPlan = instanceQuery({
  name: "playbook.preview",
  action: "playbook.list",
  summary: "What answers make of the plan: counts, and the steps each answer switches on",
  path: "/playbooks/{slug}/{version}/preview",
  input: z.object({
    ...name,
    from: z.string().min(1).max(40),
    to: z.string().min(1).max(40),
    /** Over REST as JSON in the query string. */
    answers: fromJson(z.record(z.string(), z.union([z.string().max(200), z.boolean()]))).default({}),
    environments: fromJson(
      z.array(z.object({ name: z.string().max(60), kind: z.enum(environmentKinds) })).max(20),
    ).default([]),
  }),
  output: z.object({
    questions: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        text: z.string(),
        why: z.string(),
        kind: z.enum(["choice", "boolean"]),
        options: z.array(z.object({ value: z.string(), label: z.string() })),
        default: z.union([z.string(), z.boolean()]).nullable(),
        answer: z.union([z.string(), z.boolean()]).nullable(),
        on: z.array(switched),
        off: z.array(switched),
      }),
    ),
    planSteps: z.int(),
    environments: z.array(z.object({ name: z.string(), steps: z.int(), minutes: z.int() })),
    useCases: z.int(),
    testCases: z.int(),
  }),
  run: async ({ read }, input) => {
    const { content } = await findPlaybook(read, input.slug, input.version);
    const given = { from: input.from, to: input.to, answers: input.answers };
    const answers = effectiveAnswers(content.questions, given);
    const facts = { ...given, answers };
    const environments = input.environments.map(({ kind }, index) => ({ key: `e${index}`, kind }));
    const plan = generatePlan(content, facts, environments);
    const plain = (steps: readonly { code: string; title: string; reason: string }[]) =>
      steps.map(({ code, title, reason }) => ({ code, title, reason }));
    return {
      questions: content.questions
        .filter((question) => evaluate(question.when, facts))
        .map(({ id, label, text, why, kind, options, default: proposed }) => {
          const answer = answers[id];
          const change =
            answer === undefined
              ? { on: [], off: [] }
              : stepsSwitchedBy(content, facts, id, answer, environments);
          return {
            id,
            label,
            text,
            why,
            kind,
            options: [...options],
            default: proposed,
            answer: answer ?? null,
            on: plain(change.on),
            off: plain(change.off),
          };
        }),
      planSteps: plan.planSteps.length,
      environments: plan.environmentSteps.map(({ steps }, index) => ({
        name: input.environments[index]?.name ?? "",
        steps: steps.length,
        minutes: steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0),
      })),
      useCases: plan.useCases.length,
      testCases: plan.testCases.length,
    };
  },
});
