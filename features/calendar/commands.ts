import { z } from "zod";
import { newSecret, secretHash } from "@/lib/auth";
import { instanceCommand } from "@/lib/command";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { madeLink, revokedLink } from "./schema";

/** First characters of every secret, so that scanners of leaked secrets recognise one. */
const prefix = "llc_";

/** Makes the address a calendar program reads; it is in this answer and nowhere else. The one before stops working. */
export const makeCalendarLink = instanceCommand({
  name: "calendar.makeLink",
  summary: "Make the secret address under which a calendar program reads the caller's dates; shown once",
  method: "POST",
  path: "/calendar-link",
  creates: true,
  answersSecret: true,
  input: z.object({}),
  output: madeLink,
  run: async ({ tx, now, newId, actor }) => {
    if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
    // As with tokens: whoever found one could otherwise go on reading after it was revoked.
    if (actor.via === "token")
      throw new AppError("forbidden", "Calendar links are made in your profile, not by a token.");
    const id = newId();
    const secret = newSecret(prefix);
    const { count } = await tx.calendarLink.updateMany({
      where: { userId: actor.id, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.calendarLink.create({
      data: { id, userId: actor.id, secretHash: secretHash(secret), createdAt: now },
    });
    return {
      output: { id, address: `${env().publicUrl}${paths.calendar(secret)}` },
      events: [
        {
          type: "calendar.linkMade",
          subject: { type: "person", id: actor.id },
          data: { replaced: count },
        },
      ],
    };
  },
});

/** Ends the address: the next call of a calendar program is answered with "not found". */
export const revokeCalendarLink = instanceCommand({
  name: "calendar.revokeLink",
  summary: "Revoke the caller's calendar address",
  method: "DELETE",
  path: "/calendar-link",
  input: z.object({}),
  output: revokedLink,
  run: async ({ tx, now, actor }) => {
    if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
    const link = await tx.calendarLink.findFirst({ where: { userId: actor.id, revokedAt: null } });
    if (!link) throw notFound("calendar link");
    await tx.calendarLink.update({ where: { id: link.id }, data: { revokedAt: now } });
    return {
      output: { id: link.id },
      events: [{ type: "calendar.linkRevoked", subject: { type: "person", id: actor.id }, data: {} }],
    };
  },
});
