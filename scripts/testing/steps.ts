import { expect } from "vitest";
import { addEvidence } from "@/features/evidence/commands/evidence";
import * as state from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { type Person, stepOf, type World } from "./world";

/** Takes an action on a step as it is at this moment; `environment` null is the plan. */
export async function act(
  { key }: Pick<World, "key">,
  who: Person,
  command: (typeof state)[keyof typeof state],
  environment: string | null,
  code: string,
  { now, reason }: { reason?: string; now?: Date } = {},
) {
  const step = await stepOf(key, environment, code);
  const input = {
    upgrade: key,
    step: step.id,
    version: step.version,
    ...(reason !== undefined && { reason }),
  };
  // Commands without a reason leave it out of their input, so that one shape serves them all.
  return execute(command as typeof state.reopenStep, who, input, now ? { now } : {});
}

/** Adds a file as evidence. */
export async function proveStep(
  { key }: Pick<World, "key">,
  who: Person,
  environment: string | null,
  code: string,
  text = "dumped 3 databases\n",
) {
  const step = await stepOf(key, environment, code);
  return execute(addEvidence, who, { upgrade: key, step: step.id, file: new File([text], "dump.log") });
}

/** Opens the entry gate of Dev in the small upgrade: the support case is noted, the disk is checked. */
export async function openDev(of: World) {
  const plan = await stepOf(of.key, null, "P-01");
  await execute(addEvidence, of.engineer, { upgrade: of.key, step: plan.id, text: "Case 4711" });
  await act(of, of.engineer, state.finishStep, null, "P-01");
  await act(of, of.engineer, state.finishStep, "dev", "D-01");
}

/** What a refusal by the rules looks like, by the codes of its reasons in order. */
export const refusal = (...codes: string[]) => ({
  code: "refused",
  details: { refusals: codes.map((code) => expect.objectContaining({ code })) },
});
