"use client";

import { roleNames } from "@/domain/role";
import { revokeInvitationAction } from "../actions";
import type { OpenInvitation } from "../schema";
import { OpenLinks } from "./open-links";

/** Every open link of the instance, for admins. */
export function AdminLinks({
  invitations,
  zone,
  now,
}: {
  invitations: readonly OpenInvitation[];
  zone: string;
  now: string;
}) {
  const links = invitations.map((invitation) => ({
    ...invitation,
    what: [
      ...(invitation.resetsPassword || invitation.upgrade ? [] : ["new person"]),
      ...(invitation.resetsPassword ? ["new password"] : []),
      ...(invitation.isAdmin ? ["admin"] : []),
      ...(invitation.upgrade
        ? [
            `${invitation.upgrade}: ${invitation.roles.map((role) => roleNames[role].toLowerCase()).join(", ")}`,
          ]
        : []),
    ],
  }));
  return (
    <OpenLinks
      links={links}
      zone={zone}
      now={now}
      withdraw={(invitation) => revokeInvitationAction({ invitation })}
    />
  );
}
