import { z } from "zod";
import { system } from "@/lib/actor";
import { execute, instanceCommand } from "@/lib/command";
import { AppError } from "@/lib/errors";
import { linkLife, makeLink, revokeOpen } from "@/lib/one-time-link";
import { oneTimeLink } from "../schema";

/** Offered by the start command to whoever sees its output, and by nothing else: no route and no action leads here. */
const offerFirstAdmin = instanceCommand({
  name: "person.invite",
  summary: "Make the one-time link of the first admin",
  method: "POST",
  path: "",
  answersSecret: true,
  input: z.object({}),
  output: oneTimeLink,
  run: async (context) => {
    if ((await context.tx.user.count()) > 0)
      throw new AppError("gone", "There are people here already. An admin invites others.");
    const replaced = await revokeOpen(context, { email: null, userId: null, upgradeId: null });
    const output = await makeLink(context, {
      email: null,
      isAdmin: true,
      createdById: null,
      life: linkLife.join,
    });
    return {
      output,
      events: [
        { type: "person.setupOffered", subject: { type: "invitation", id: output.id }, data: { replaced } },
      ],
    };
  },
});

/** The one-time link that makes the first admin of an empty instance; links made before stop working. Throws `gone` once there is somebody. */
export async function mintFirstAdminLink(options: { now?: Date } = {}): Promise<string> {
  const { link } = await execute(offerFirstAdmin, { ...system, isAdmin: true }, {}, options);
  return link;
}
