"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { action } from "@/lib/action";
import { tryAgain } from "@/lib/attempts";
import { paths } from "@/lib/paths";
import { returnPath } from "@/lib/return-path";
import { readSessionCookie } from "@/lib/session-cookie";
import { endSession, origin, type SignInAnswer, signIn, signInToDemo, startSession } from "@/lib/sign-in";
import { acceptInvitation } from "./commands/accept";
import { disablePerson, enablePerson, setAdmin } from "./commands/accounts";
import { appointLead } from "./commands/appoint-lead";
import { invitePerson, resetPassword, revokeInvitation } from "./commands/invitations";
import { changePassword, editProfile, revokeSessions } from "./commands/profile";
import { createToken, revokeToken } from "./commands/tokens";
import type { acceptInput } from "./schema";

export const disablePersonAction = action(disablePerson);
export const enablePersonAction = action(enablePerson);
export const setAdminAction = action(setAdmin);
export const resetPasswordAction = action(resetPassword);
export const invitePersonAction = action(invitePerson);
export const revokeInvitationAction = action(revokeInvitation);
export const appointLeadAction = action(appointLead);
export const editProfileAction = action(editProfile);
export const changePasswordAction = action(changePassword);
export const revokeSessionsAction = action(revokeSessions);
export const createTokenAction = action(createToken);
export const revokeTokenAction = action(revokeToken);

/** What the sign-in form shows after a try that failed; the address typed stays. */
export interface SignInState {
  email: string;
  message: string | null;
}

const typed = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Why a try failed: one sentence for a wrong password, an unknown address and a disabled account. */
function refusal(answer: Exclude<SignInAnswer, { ok: true }>): string {
  return answer.reason === "rate_limited"
    ? `Too many failed tries. ${tryAgain(answer.retryAt)}`
    : "That e-mail and password don't belong together. Check both, or ask an admin for a link to choose a new password.";
}

/** Signs in and goes on to where the person wanted to be. A plain form post: it works without scripts. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = typed(form, "email").slice(0, 254);
  const password = typed(form, "password");
  if (!email.trim() || !password) return { email, message: "Type your e-mail address and your password." };
  if (password.length > 4_000) return { email, message: refusal({ ok: false, reason: "wrong" }) };
  const answer = await signIn(email, password, await origin());
  if (!answer.ok) return { email, message: refusal(answer) };
  await startSession(answer.session);
  redirect(returnPath(typed(form, "callbackUrl")));
}

/** One click into the sample instance; elsewhere nothing. */
export async function signInToDemoAction(form: FormData): Promise<void> {
  const answer = await signInToDemo(typed(form, "person"), await origin());
  if (!answer.ok) redirect(paths.signIn());
  await startSession(answer.session);
  redirect(returnPath(typed(form, "callbackUrl")));
}

/** Uses a one-time link, and signs in who chose a password with it. */
export async function acceptInvitationAction(input: z.input<typeof acceptInput>) {
  const result = await action(acceptInvitation)(input);
  if (result.ok && input.password) {
    const answer = await signIn(result.output.email, input.password, await origin());
    if (answer.ok) await startSession(answer.session);
  }
  return result;
}

/** Signs this browser out and opens the sign-in page, which leads back to `callbackUrl`. */
export async function signOutAction(form: FormData): Promise<void> {
  await endSession(await readSessionCookie());
  redirect(paths.signIn({ callbackUrl: returnPath(typed(form, "callbackUrl")) }));
}
