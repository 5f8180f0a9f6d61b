import { addComment } from "@/features/comments/commands";
import { setVariables } from "@/features/environments/commands/values";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { getGate } from "@/features/gates/queries/get";
import { sign } from "@/features/sign-offs/commands/sign";
import type { SignInput } from "@/features/sign-offs/schema";
import { attestStep } from "@/features/steps/commands/arrange";
import { bulkSteps } from "@/features/steps/commands/bulk";
import { listSteps } from "@/features/steps/queries/list";
import type { BulkAction, StepRow } from "@/features/steps/schema";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Calendar } from "./calendar";
import type { Cast, Person } from "./people";

/** What everybody who tells a part of the story is given. */
export interface Telling {
  at: Calendar;
  people: Cast;
  password: string;
}

/** A proof as `addEvidence` takes it: exactly one of its members, and a name for a link or note. */
export interface Proof {
  text?: string;
  url?: string;
  name?: string;
  file?: File;
}
/** The proof of a step, by its code, in the words of an environment ("dev"; "plan" for the upgrade's own steps). */
export type Proofs = (code: string, environment: string) => Proof;

const minute = 60_000;

/** Tells what happens in one upgrade. Every verb is a command by a person at a time; a refusal ends the telling. */
export function tellerOf(key: string, { people, password }: Telling, proofs: Proofs) {
  const inUpgrade = { upgrade: key };

  const steps = async (environment: string | null, now: Date): Promise<Map<string, StepRow>> => {
    const input = { ...inUpgrade, ...(environment !== null && { environment }) };
    const list = await answer(listSteps, people.omar, input, { now });
    return new Map(list.steps.map((step) => [step.code, step]));
  };

  const step = async (environment: string | null, code: string, now: Date): Promise<StepRow> => {
    const found = (await steps(environment, now)).get(code);
    if (!found) throw new Error(`${key} has no step ${code} in ${environment ?? "its plan"}`);
    return found;
  };

  /** One action on several steps at once. */
  const bulk = async (
    who: Person,
    action: BulkAction,
    environment: string | null,
    codes: readonly string[],
    now: Date,
    more: { reason?: string; assigneeId?: string; dueAt?: string } = {},
  ) => {
    const known = await steps(environment, now);
    const wanted = codes.map((code) => {
      const found = known.get(code);
      if (!found) throw new Error(`${key} has no step ${code} in ${environment ?? "its plan"}`);
      return { id: found.id, version: found.version };
    });
    const done = await execute(bulkSteps, who, { ...inUpgrade, action, steps: wanted, ...more }, { now });
    const refused = done.results.filter((result) => !result.ok);
    if (refused.length > 0) throw new Error(`${action} was refused: ${JSON.stringify(refused)}`);
  };

  /** Adds the proof of a step. */
  const prove = async (who: Person, environment: string | null, code: string, now: Date, proof?: Proof) => {
    const { id } = await step(environment, code, now);
    const given = proof ?? proofs(code, environment ?? "plan");
    return execute(addEvidence, who, { ...inUpgrade, step: id, ...given }, { now });
  };

  /** Finishes steps at a time; the proofs they ask for are added in the hours before, one after the other. */
  const finish = async (who: Person, environment: string | null, codes: readonly string[], now: Date) => {
    const known = await steps(environment, now);
    const missing = codes.filter((code) => known.get(code)?.evidenceMissing);
    for (const [index, code] of missing.entries()) {
      const when = new Date(now.getTime() - (missing.length - index) * 6 * minute);
      const input = {
        ...inUpgrade,
        step: known.get(code)?.id ?? "",
        ...proofs(code, environment ?? "plan"),
      };
      await execute(addEvidence, who, input, { now: when });
    }
    await bulk(who, "finish", environment, codes, now);
  };

  const comment = async (who: Person, environment: string | null, code: string, body: string, now: Date) =>
    execute(addComment, who, { ...inUpgrade, step: (await step(environment, code, now)).id, body }, { now });

  const attest = async (who: Person, code: string, now: Date) =>
    execute(attestStep, who, { ...inUpgrade, step: (await step(null, code, now)).id }, { now });

  const due = (who: Person, environment: string | null, codes: readonly string[], dueAt: Date, now: Date) =>
    bulk(who, "setDue", environment, codes, now, { dueAt: dueAt.toISOString() });

  const assign = (who: Person, environment: string | null, codes: readonly string[], to: Person, now: Date) =>
    bulk(who, "assign", environment, codes, now, { assigneeId: to.id });

  /** Signs a gate as it is at that time. */
  const signGate = async (
    who: Person,
    environment: string,
    gate: "entry" | "exit",
    given: Pick<SignInput, "meaning" | "statement" | "conditions">,
    now: Date,
  ) => {
    const { bound } = await answer(getGate, who, { ...inUpgrade, environment, gate }, { now });
    const { manifestSha256 } = bound;
    return execute(
      sign,
      who,
      { ...inUpgrade, environment, gate, decision: "approve", manifestSha256, password, ...given },
      { now },
    );
  };

  /** The key of the one blocker of a kind at a gate, about a step or test with this code. */
  const blockerKey = async (environment: string, gate: "entry" | "exit", what: string, now: Date) => {
    const { blockers } = await answer(getGate, people.omar, { ...inUpgrade, environment, gate }, { now });
    const found = blockers.find(({ kind, subject }) => kind === what || subject.code === what);
    if (!found) throw new Error(`${key} has no blocker ${what} at the ${gate} of ${environment}`);
    return found.key;
  };

  const setHosts = (who: Person, environment: string, values: Record<string, string>, now: Date) => {
    const variables = Object.entries(values).map(([name, value]) => ({ name, value, version: 0 }));
    return execute(setVariables, who, { ...inUpgrade, environment, variables }, { now });
  };

  return {
    key,
    steps,
    step,
    bulk,
    prove,
    finish,
    comment,
    attest,
    due,
    assign,
    signGate,
    blockerKey,
    setHosts,
  };
}
export type Teller = ReturnType<typeof tellerOf>;
