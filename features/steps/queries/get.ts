import { attestedBy, type PageRead, pagesUnread } from "@/domain/attestation";
import type { StepScale, StepState } from "@/domain/step";
import { decideUndo, undoSeconds, whyNotStartable } from "@/domain/step-change";
import { fillText } from "@/domain/text-variables";
import { loadComments } from "@/features/comments/queries";
import { loadEvidence } from "@/features/evidence/queries";
import { loadNamedBy } from "@/features/references/queries";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { loadHistory } from "@/lib/history";
import { upgradeQuery } from "@/lib/read";
import { getStepInput, stepDetails } from "../schema/reading";
import { factsOf, loadMembers, loadSteps } from "./facts";
import { lastChange } from "./last-change";
import { loadListEnvironment, loadListFacts } from "./list-facts";
import { whatIsRefused } from "./refused";
import { environmentShown, rowsOf } from "./rows";

/** How many events a step shows at once; `step.history` has the rest. */
const shownEvents = 50;

type Linked = {
  id: string;
  code: string;
  title: string;
  state: StepState;
  environment: string | null;
  environmentName: string | null;
  waits: boolean;
};

/** Steps on either side of this one: those it waits for, and those that wait for it. */
async function loadLinked(read: Pick<ReadClient, "$queryRaw">, stepId: string): Promise<Linked[]> {
  return read.$queryRaw`
    SELECT o.id, o.code, o.title, o.state, e.key AS environment, e.name AS "environmentName", d."stepId" = ${stepId}::uuid AS waits
    FROM "StepPredecessor" d
    JOIN "Step" o ON o.id = CASE WHEN d."stepId" = ${stepId}::uuid THEN d."predecessorId" ELSE d."stepId" END AND o."removedAt" IS NULL
    LEFT JOIN "Environment" e ON e.id = o."environmentId"
    WHERE d."stepId" = ${stepId}::uuid OR d."predecessorId" = ${stepId}::uuid
    ORDER BY e.position NULLS FIRST, o."phasePosition", o.position`;
}

interface Texts {
  why: string;
  reason: string;
  instructions: string;
  commands: { label: string; run: string }[];
  backOut: string;
  sources: string[];
  evidenceWhat: string;
  scalesWith: StepScale | null;
  exclusive: string | null;
  unattended: boolean;
  variables: Record<string, string> | null;
}

async function loadTexts(read: Pick<ReadClient, "$queryRaw">, stepId: string): Promise<Texts> {
  const [row] = await read.$queryRaw<Texts[]>`
    SELECT s.why, s.reason, s.instructions, s.commands, s."backOut", coalesce(to_json(s.sources), '[]') AS sources, s."evidenceWhat",
      s."scalesWith", s.exclusive, s.unattended,
      (SELECT json_object_agg(v.name, v.value) FROM "EnvironmentVariable" v WHERE v."environmentId" = s."environmentId") AS variables
    FROM "Step" s WHERE s.id = ${stepId}::uuid`;
  if (!row) throw notFound("step");
  return row;
}

/** Who attested the step, people who have left included. */
async function loadAttestations(
  read: Pick<ReadClient, "$queryRaw">,
  stepId: string,
): Promise<{ userId: string; name: string; statement: string; pages: PageRead[]; at: Date }[]> {
  return read.$queryRaw`
    SELECT a."userId", w.name, a.statement, a.pages, a.at FROM "Attestation" a JOIN "User" w ON w.id = a."userId"
    WHERE a."stepId" = ${stepId}::uuid ORDER BY a.at`;
}

/** One step with everything: what to do, what it waits for, its proof, and what the asker can do with it now. */
export const getStep = upgradeQuery({
  name: "step.get",
  action: "step.view",
  summary:
    "One step with its texts, neighbours, evidence, comments and history, and what the caller can do with it now",
  path: "/upgrades/{upgrade}/steps/{step}",
  input: getStepInput,
  output: stepDetails,
  run: async ({ read, upgrade, now }, input) => {
    const [step] = await loadSteps(read, upgrade.id, [input.step]);
    if (!step) throw notFound("step");
    const environment = step.in && (await loadListEnvironment(read, upgrade.id, step.in.key));
    const [list, linked, texts, members, evidenceItems, history, last, attestations, namedBy] =
      await Promise.all([
        loadListFacts(read, upgrade.id, environment?.id ?? null, [step.id]),
        loadLinked(read, step.id),
        loadTexts(read, step.id),
        loadMembers(read, upgrade.id),
        loadEvidence(read, upgrade.id, { stepId: step.id }),
        loadHistory(read, upgrade.id, step.id, shownEvents),
        lastChange(read, upgrade.id, step),
        loadAttestations(read, step.id),
        loadNamedBy(read, upgrade, step.code),
      ]);
    const [row] = rowsOf(list, environment, upgrade.actor.id, now);
    if (!row) throw notFound("step");
    const commentItems = await loadComments(read, upgrade, step.id, members);

    const fill = (text: string) => {
      const { text: filled, missing } = fillText(text, texts.variables ?? {});
      return { text: filled, missing: [...missing] };
    };
    const instructions = fill(texts.instructions);
    const backOut = fill(texts.backOut);
    const commands = texts.commands.map(({ label, run }) => {
      const { text, missing } = fill(run);
      return { label, run: text, missing };
    });
    const counts = attestedBy(step);
    const undo = decideUndo({
      actorId: upgrade.actor.id,
      now,
      step: factsOf(step, now),
      version: step.version,
      last,
    });
    const neighbour = ({ waits: _, ...other }: Linked) => other;
    return {
      ...row,
      environment: environment && environmentShown(environment),
      why: texts.why,
      reason: texts.reason,
      instructions,
      commands,
      backOut,
      raw: { instructions: texts.instructions, commands: texts.commands, backOut: texts.backOut },
      missingVariables: [...new Set([instructions, ...commands, backOut].flatMap((text) => text.missing))],
      sources: texts.sources,
      evidenceWhat: texts.evidenceWhat,
      scalesWith: texts.scalesWith,
      exclusive: texts.exclusive,
      unattended: texts.unattended,
      note: step.note,
      waitsFor: linked.filter((other) => other.waits).map(neighbour),
      leadsTo: linked.filter((other) => !other.waits).map(neighbour),
      namedBy,
      cannotStart: whyNotStartable(factsOf(step, now)).map((refusal) => ({ ...refusal })),
      evidenceItems,
      commentItems,
      readings: step.readings,
      attestations: attestations.map(({ userId, name, statement, pages, at }) => ({
        by: { id: userId, name },
        statement,
        at: at.toISOString(),
        pages,
        unread: pagesUnread(step.readings, pages),
      })),
      attestationsMissing: step.attestation
        ? members
            .filter(({ id, roles }) => roles.some((role) => role !== "viewer") && !counts.includes(id))
            .map(({ id, name }) => ({ id, name }))
        : [],
      history,
      refused: whatIsRefused(upgrade, step, { now, undo, evidence: evidenceItems.length }),
      undoUntil: undo.ok && last ? new Date(last.at.getTime() + undoSeconds * 1000).toISOString() : null,
    };
  },
});
