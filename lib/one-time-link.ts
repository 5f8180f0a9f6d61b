import type { Role } from "@/domain/role";
import { newSecret, secretHash } from "@/lib/auth";
import type { CommandContext } from "@/lib/command";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";

const hours = 3_600_000;
/** How long links stay valid, in ms: a week to join, a day to choose a new password. */
export const linkLife = { join: 7 * 24 * hours, reset: 24 * hours } as const;

type At = Pick<CommandContext<unknown>, "tx" | "now" | "newId">;

interface Link {
  email: string | null;
  name?: string | null;
  isAdmin?: boolean;
  userId?: string;
  upgradeId?: string;
  roles?: readonly Role[];
  createdById: string | null;
  life: number;
}

/** Stores a link by the hash of its secret and answers it; the secret is in this answer and nowhere else. */
export async function makeLink({ tx, now, newId }: At, link: Link) {
  const { life, roles = [], ...data } = link;
  const id = newId();
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + life);
  await tx.invitation.create({
    data: { ...data, id, roles: [...roles], secretHash: secretHash(secret), createdAt: now, expiresAt },
  });
  return { id, link: `${env().publicUrl}${paths.invitation(secret)}`, expiresAt: expiresAt.toISOString() };
}

/** Links are shown once, so a lost one is made anew: what was open for the same purpose stops working. Answers how many. */
export async function revokeOpen(
  { tx, now }: At,
  same: { email?: string | null; userId?: string | null; upgradeId: string | null },
): Promise<number> {
  const { count } = await tx.invitation.updateMany({
    where: { ...same, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  return count;
}
