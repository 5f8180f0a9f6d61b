import { createHash } from "node:crypto";
import type { Actor } from "@/lib/actor";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError } from "@/lib/errors";

// A password is left out: a fast hash of it, next to everything else that was sent, would let one guess it from the table.
// A file is told by what is known of it without reading it again.
const withoutPasswords = (field: string, value: unknown) => {
  if (/password/i.test(field)) return undefined;
  return value instanceof File ? { name: value.name, size: value.size, type: value.type } : value;
};
const fingerprint = (input: unknown) =>
  createHash("sha256").update(JSON.stringify(input, withoutPasswords)).digest("hex");

/** The stored answer of an earlier call with this key, or null. Throws `idempotency_mismatch` when the key was used for something else. */
export async function replay(
  tx: WriteClient,
  actor: Actor | null,
  operation: string,
  key: string | undefined,
  input: unknown,
) {
  if (!key || !actor?.id) return null;
  const stored = await tx.idempotencyKey.findUnique({ where: { userId_key: { userId: actor.id, key } } });
  if (stored && (stored.operation !== operation || stored.requestSha256 !== fingerprint(input))) {
    throw new AppError(
      "idempotency_mismatch",
      "This Idempotency-Key was used for another request. Use a new one.",
    );
  }
  return stored;
}

/** Keeps the answer in the same transaction as what it answers. */
export async function remember(
  tx: WriteClient,
  actor: Actor | null,
  operation: string,
  key: string | undefined,
  input: unknown,
  response: unknown,
) {
  if (!key || !actor?.id) return;
  const { count } = await tx.idempotencyKey.createMany({
    data: [
      {
        userId: actor.id,
        key,
        operation,
        requestSha256: fingerprint(input),
        response: response as Prisma.InputJsonValue,
      },
    ],
    skipDuplicates: true,
  });
  // Two calls in different upgrades don't wait for each other: the second to commit loses, whole.
  if (count === 0)
    throw new AppError(
      "idempotency_mismatch",
      "This Idempotency-Key is in use for another request at this moment. Use a new one.",
    );
}
