import { getGate } from "@/features/gates/queries/get";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { sign } from "@/features/sign-offs/commands/sign";
import type { SignInput } from "@/features/sign-offs/schema";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { type Person, testPassword } from "./world";

type Gate = "entry" | "exit";

/** A gate as this person sees it. */
export const look = (person: Person, upgrade: string, environment: string, gate: Gate) =>
  answer(getGate, person, { upgrade, environment, gate });

/** Approves as somebody who has just looked at the gate; `more` says what is different. */
export async function signNow(
  person: Person,
  upgrade: string,
  environment: string,
  gate: Gate,
  more: Partial<SignInput> = {},
) {
  const { manifestSha256 } = await answer(getGateManifest, person, { upgrade, environment, gate });
  return execute(sign, person, {
    upgrade,
    environment,
    gate,
    decision: "approve",
    meaning: "approved",
    statement: "Looks right",
    manifestSha256,
    password: testPassword,
    ...more,
  });
}

/** The stored status of an environment. */
export const statusOf = async (key: string, environment: string) =>
  (await reader.environment.findFirstOrThrow({ where: { key: environment, upgrade: { key } } })).status;
