import type { NewEvent } from "@/domain/event";
import { decideDisable, keepsAnAdmin } from "@/domain/person";
import type { Verdict } from "@/domain/verdict";
import { system } from "@/lib/actor";
import { alsoInUpgrade } from "@/lib/also-in-upgrade";
import { type CommandContext, instanceCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { accountInput, accountOutput, disableInput, setAdminInput } from "../schema";

async function target(tx: WriteClient, id: string) {
  const user = await tx.user.findUnique({ where: { id } });
  if (!user) throw notFound("person");
  // Admins are few, and only they decide whether one is left.
  const admins = await tx.user.findMany({
    where: { OR: [{ isAdmin: true }, { id }] },
    select: { id: true, isAdmin: true, disabledAt: true },
  });
  const facts = admins.map((admin) => ({
    id: admin.id,
    isAdmin: admin.isAdmin,
    disabled: admin.disabledAt !== null,
  }));
  return { user, facts, own: { id, isAdmin: user.isAdmin, disabled: user.disabledAt !== null } };
}

type User = Awaited<ReturnType<typeof target>>["user"];

function demand(verdict: Verdict): void {
  if (!verdict.ok) throw refused(verdict.refusals);
}

async function write(
  tx: WriteClient,
  user: User,
  version: number,
  data: { isAdmin?: boolean; disabledAt?: Date | null },
) {
  const { count } = await tx.user.updateMany({
    where: { id: user.id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1)
    throw conflict(user.name, {
      id: user.id,
      isAdmin: user.isAdmin,
      disabledAt: user.disabledAt?.toISOString() ?? null,
      version: user.version,
    });
  return { id: user.id, version: version + 1 };
}

/** Who can act is a fact of every upgrade the person is in: gates are judged anew, and their histories say why. */
async function tellUpgrades(
  { tx, now }: Pick<CommandContext<unknown>, "tx" | "now">,
  user: User,
  actor: { id: string | null; name: string },
  event: NewEvent,
) {
  const memberships = await tx.member.findMany({
    where: { userId: user.id },
    select: { upgradeId: true },
    orderBy: { upgradeId: "asc" },
  });
  for (const { upgradeId } of memberships) {
    await alsoInUpgrade(tx, upgradeId, { actor, now }, async () => ({ events: [event] }));
  }
}

/** Disables an account: its sessions and tokens stop working at the next request; what the person did stays. */
export const disablePerson = instanceCommand({
  name: "person.disable",
  summary: "Disable a person's account",
  method: "POST",
  path: "/people/{person}/disable",
  input: disableInput,
  output: accountOutput,
  run: async ({ tx, now, actor }, { person, reason, version }) => {
    const { user, facts, own } = await target(tx, person);
    demand(decideDisable(facts, actor?.id ?? null, own));
    const output = await write(tx, user, version, { disabledAt: now });
    await tx.session.updateMany({ where: { userId: person, revokedAt: null }, data: { revokedAt: now } });
    const event: NewEvent = {
      type: "person.disabled",
      subject: { type: "person", id: person },
      data: { name: user.name, reason },
    };
    await tellUpgrades({ tx, now }, user, actor ?? system, event);
    return { output, events: [event] };
  },
});

/** Lets somebody sign in again, with the password they had. Sessions from before stay ended. */
export const enablePerson = instanceCommand({
  name: "person.enable",
  summary: "Enable a disabled account again",
  method: "POST",
  path: "/people/{person}/enable",
  input: accountInput,
  output: accountOutput,
  run: async ({ tx, now, actor }, { person, version }) => {
    const { user } = await target(tx, person);
    if (!user.disabledAt)
      throw refused([{ code: "not_disabled", message: `${user.name}'s account is not disabled.` }]);
    const output = await write(tx, user, version, { disabledAt: null });
    const event: NewEvent = {
      type: "person.enabled",
      subject: { type: "person", id: person },
      data: { name: user.name },
    };
    await tellUpgrades({ tx, now }, user, actor ?? system, event);
    return { output, events: [event] };
  },
});

/** Gives or takes the admin right. The last admin keeps it. */
export const setAdmin = instanceCommand({
  name: "person.setAdmin",
  summary: "Make a person an admin of this Liftlock, or no longer one",
  method: "PUT",
  path: "/people/{person}/admin",
  input: setAdminInput,
  output: accountOutput,
  run: async ({ tx }, { person, isAdmin, version }) => {
    const { user, facts, own } = await target(tx, person);
    if (user.isAdmin === isAdmin)
      throw refused([
        { code: "no_change", message: `${user.name} is ${isAdmin ? "an admin already" : "no admin"}.` },
      ]);
    if (isAdmin && user.disabledAt)
      throw refused([{ code: "disabled", message: `${user.name}'s account is disabled. Enable it first.` }]);
    demand(keepsAnAdmin(facts, { ...own, isAdmin }));
    const output = await write(tx, user, version, { isAdmin });
    return {
      output,
      events: [
        {
          type: isAdmin ? "person.madeAdmin" : "person.unmadeAdmin",
          subject: { type: "person", id: person },
          data: { name: user.name },
        },
      ],
    };
  },
});
