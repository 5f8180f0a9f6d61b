import { addComment } from "@/features/comments/commands";
import { setVariables } from "@/features/environments/commands/values";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { getGate } from "@/features/gates/queries/get";
import { sign } from "@/features/sign-offs/commands/sign";
import type { SignInput } from "@/features/sign-offs/schema";
import { attestStep } from "@/features/steps/commands/arrange";
import { bulkSteps } from "@/features/steps/commands/bulk";
import { getStep } from "@/features/steps/queries/get";
import { listSteps } from "@/features/steps/queries/list";
import type { BulkAction } from "@/features/steps/schema/changing";
import type { StepRow } from "@/features/steps/schema/reading";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Calendar } from "./calendar";
import type { Cast, Person } from "./people";
import { workday } from "./workday";

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

/** Tells what happens in one upgrade. Every verb is a command by a person at a time; a refusal ends the telling. */
export function tellerOf(key: string, { people, password }: Telling, proofs: Proofs) {
  const inUpgrade = { upgrade: key };

  let last: Date | null = null;
  /** Passes a time on. History is told in the order of time, so one before what was told already ends the telling. */
  const clock = (now: Date): Date => {
    if (last && now < last)
      throw new Error(`${key}: ${now.toISOString()} is told after ${last.toISOString()}`);
    last = now;
    return now;
  };

  const steps = async (environment: string | null, now: Date): Promise<Map<string, StepRow>> => {
    const input = { ...inUpgrade, ...(environment !== null && { environment }) };
    const list = await answer(listSteps, people.omar, input, { now });
    return new Map(list.steps.map((step) => [step.code, step]));
  };

  /** The steps of these codes; a code that is not there ends the telling. */
  const stepsOf = async (environment: string | null, codes: readonly string[], now: Date) => {
    const known = await steps(environment, now);
    return codes.map((code) => {
      const found = known.get(code);
      if (!found) throw new Error(`${key} has no step ${code} in ${environment ?? "its plan"}`);
      return found;
    });
  };

  const step = async (environment: string | null, code: string, now: Date): Promise<StepRow> =>
    (await stepsOf(environment, [code], now))[0] as StepRow;

  const act = async (
    who: Person,
    action: BulkAction,
    wanted: readonly Pick<StepRow, "id" | "version">[],
    now: Date,
    more: { reason?: string; assigneeId?: string; dueAt?: string } = {},
  ) => {
    const seen = wanted.map(({ id, version }) => ({ id, version }));
    const input = { ...inUpgrade, action, steps: seen, ...more };
    const done = await execute(bulkSteps, who, input, { now: clock(now) });
    const refused = done.results.filter((result) => !result.ok);
    if (refused.length > 0) throw new Error(`${action} was refused: ${JSON.stringify(refused)}`);
  };

  /** One action on several steps at once. */
  const bulk = async (
    who: Person,
    action: BulkAction,
    environment: string | null,
    codes: readonly string[],
    now: Date,
    more: Parameters<typeof act>[4] = {},
  ) => act(who, action, await stepsOf(environment, codes, now), now, more);

  const proveStep = (who: Person, id: string, proof: Proof, now: Date) =>
    execute(addEvidence, who, { ...inUpgrade, step: id, ...proof }, { now: clock(now) });

  /** Adds the proof of a step. */
  const prove = async (who: Person, environment: string | null, code: string, now: Date, proof?: Proof) =>
    proveStep(
      who,
      (await step(environment, code, now)).id,
      proof ?? proofs(code, environment ?? "plan"),
      now,
    );

  /** Works through steps until a time: starts each, adds the proof it asks for, finishes it. `pace`: how `workday` takes it. */
  const finish = async (
    who: Person,
    environment: string | null,
    codes: readonly string[],
    now: Date,
    pace = 1,
  ) => {
    const wanted = await stepsOf(environment, codes, now);
    for (const { what, step: one, now: when } of workday(wanted, now, last, pace)) {
      if (what === "prove") await proveStep(who, one.id, proofs(one.code, environment ?? "plan"), when);
      else await act(who, what, [one], when);
    }
  };

  const comment = async (who: Person, environment: string | null, code: string, body: string, now: Date) =>
    execute(
      addComment,
      who,
      { ...inUpgrade, step: (await step(environment, code, now)).id, body },
      { now: clock(now) },
    );

  /** Attests a step of the plan, with its pages as they were that day. */
  const attest = async (who: Person, code: string, now: Date) => {
    const { id } = await step(null, code, now);
    const { readings } = await answer(getStep, who, { ...inUpgrade, step: id }, { now });
    const pages = readings.map((page) => ({
      id: page.id,
      version: `as of ${now.toISOString().slice(0, 10)}`,
    }));
    return execute(attestStep, who, { ...inUpgrade, step: id, pages }, { now: clock(now) });
  };

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
      { now: clock(now) },
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
    return execute(setVariables, who, { ...inUpgrade, environment, variables }, { now: clock(now) });
  };

  return {
    key,
    clock,
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
