import { passwordFaults } from "@/domain/password";
import { confirmPassword } from "@/lib/auth";
import { instanceCommand } from "@/lib/command";
import { AppError, conflict } from "@/lib/errors";
import { hashPassword } from "@/lib/password";
import {
  changePasswordInput,
  editProfileInput,
  profileView,
  revokeSessionsInput,
  sessionsEnded,
} from "../schema";
import { self } from "./self";

/** Changes one's own name and time zone. */
export const editProfile = instanceCommand({
  name: "profile.edit",
  summary: "Change one's own name and time zone",
  method: "PATCH",
  path: "/profile",
  input: editProfileInput,
  output: profileView,
  run: async ({ tx, actor }, { name, timeZone, version }) => {
    const { id } = self(actor);
    const before = await tx.user.findUniqueOrThrow({ where: { id } });
    const { email, isAdmin } = before;
    const changes = [
      { field: "name", was: before.name, is: name },
      { field: "time zone", was: before.timeZone ?? "the upgrade's", is: timeZone ?? "the upgrade's" },
    ].filter((change) => change.was !== change.is);
    const current = { name: before.name, timeZone: before.timeZone, version: before.version };
    const { count } = await tx.user.updateMany({
      where: { id, version },
      data: { name, timeZone, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("your profile", current);
    return {
      output: { id, name, email, isAdmin, timeZone, version: version + 1 },
      events: [{ type: "profile.edited", subject: { type: "person", id }, data: { changes } }],
    };
  },
});

/** Changes one's own password and ends every other session. Tokens are credentials of their own and stay. */
export const changePassword = instanceCommand({
  name: "profile.changePassword",
  summary: "Change one's own password; ends all other sessions",
  method: "POST",
  path: "/profile/password",
  input: changePasswordInput,
  output: sessionsEnded,
  prepare: async (input, actor) => {
    const person = self(actor);
    const [fault] = passwordFaults(input.newPassword, person);
    const fields = (message: string) => ({ fields: [{ path: "newPassword", message }] });
    if (fault)
      throw new AppError("invalid_input", `The new password ${fault.message}.`, fields(fault.message));
    await confirmPassword(person, input.password);
    if (input.newPassword === input.password)
      throw new AppError(
        "invalid_input",
        "The new password is the one you have.",
        fields("is the one you have"),
      );
    return hashPassword(input.newPassword);
  },
  run: async ({ tx, now, actor, prepared }) => {
    const { id, name, sessionId } = self(actor);
    await tx.user.update({ where: { id }, data: { passwordHash: prepared, version: { increment: 1 } } });
    const { count } = await tx.session.updateMany({
      where: {
        userId: id,
        revokedAt: null,
        expiresAt: { gt: now },
        ...(sessionId && { id: { not: sessionId } }),
      },
      data: { revokedAt: now },
    });
    return {
      output: { ended: count },
      events: [
        {
          type: "person.passwordChanged",
          subject: { type: "person", id },
          data: { name, sessionsEnded: count },
        },
      ],
    };
  },
});

/** Ends one session, or all of one's own: "sign out everywhere". */
export const revokeSessions = instanceCommand({
  name: "session.revoke",
  summary: "End one of the caller's sessions, or all of them",
  method: "POST",
  path: "/sessions/revoke",
  input: revokeSessionsInput,
  output: sessionsEnded,
  run: async ({ tx, now, actor }, { session, keepCurrent }) => {
    const { id, sessionId } = self(actor);
    const { count } = await tx.session.updateMany({
      where: {
        userId: id,
        revokedAt: null,
        expiresAt: { gt: now },
        AND: [session ? { id: session } : {}, keepCurrent && sessionId ? { id: { not: sessionId } } : {}],
      },
      data: { revokedAt: now },
    });
    if (session && count === 0)
      throw new AppError("not_found", "There is no such session, or it has ended already.");
    return {
      output: { ended: count },
      events: [{ type: "session.revoked", subject: { type: "person", id }, data: { sessions: count } }],
    };
  },
});
