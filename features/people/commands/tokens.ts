import { newSecret, secretHash } from "@/lib/auth";
import { instanceCommand } from "@/lib/command";
import { AppError, notFound, refused } from "@/lib/errors";
import { createdToken, createTokenInput, tokenInput, tokenOutput } from "../schema";
import { self } from "./self";

/** Tokens one person may have at a time. */
const most = 50;
/** First characters of every token, so that scanners of leaked secrets and people recognise one; and how many are kept to tell them apart. */
const tokenPrefix = "llk_";
const shown = tokenPrefix.length + 6;

/** Creates a personal API token. Its text is in this answer and nowhere else; only a hash is stored. */
export const createToken = instanceCommand({
  name: "token.create",
  summary: "Create a personal API token; shown once",
  method: "POST",
  path: "/tokens",
  creates: true,
  answersSecret: true,
  input: createTokenInput,
  output: createdToken,
  run: async ({ tx, now, newId, actor }, { name, scope, expiresAt }) => {
    const person = self(actor);
    // Somebody who found a token could otherwise outlive its revocation with tokens made by it.
    if (person.via === "token")
      throw new AppError("forbidden", "Tokens are created in your profile, not by another token.");
    if (expiresAt && new Date(expiresAt) <= now) {
      throw new AppError("invalid_input", "expiresAt: lies in the past", {
        fields: [{ path: "expiresAt", message: "lies in the past" }],
      });
    }
    const held = await tx.apiToken.count({ where: { userId: person.id, revokedAt: null } });
    if (held >= most)
      throw refused([
        { code: "too_many", message: `You have ${held} tokens. Revoke those you no longer use.` },
      ]);
    const token = newSecret(tokenPrefix);
    const prefix = token.slice(0, shown);
    const id = newId();
    await tx.apiToken.create({
      data: {
        id,
        userId: person.id,
        name,
        scope,
        prefix,
        hash: secretHash(token),
        createdAt: now,
        expiresAt: expiresAt ? new Date(expiresAt) : null,
      },
    });
    return {
      output: { id, token, prefix },
      events: [{ type: "token.created", subject: { type: "token", id }, data: { name, scope, prefix } }],
    };
  },
});

/** Revokes one of one's own tokens: the next call with it is refused. */
export const revokeToken = instanceCommand({
  name: "token.revoke",
  summary: "Revoke one of the caller's API tokens",
  method: "DELETE",
  path: "/tokens/{token}",
  input: tokenInput,
  output: tokenOutput,
  run: async ({ tx, now, actor }, { token: id }) => {
    const { id: userId } = self(actor);
    const row = await tx.apiToken.findFirst({ where: { id, userId, revokedAt: null } });
    if (!row) throw notFound("token");
    await tx.apiToken.update({ where: { id }, data: { revokedAt: now } });
    return {
      output: { id },
      events: [
        {
          type: "token.revoked",
          subject: { type: "token", id },
          data: { name: row.name, prefix: row.prefix },
        },
      ],
    };
  },
});
