"use client";

import { roleNames } from "@/domain/role";
import { OpenLinks } from "@/features/people/components/open-links";
import { withdrawInvitationAction } from "../actions";
import type { MemberInvitation } from "../schema";

export interface MemberLinksProps {
  upgrade: string;
  invitations: readonly MemberInvitation[];
  zone: string;
  now: string;
  reason?: string | null;
}

/** Open invitations into the upgrade. */
export function MemberLinks({ upgrade, invitations, ...rest }: MemberLinksProps) {
  const links = invitations.map((invitation) => ({
    ...invitation,
    what: invitation.roles.map((role) => roleNames[role]),
  }));
  return (
    <OpenLinks
      links={links}
      withdraw={(invitation) => withdrawInvitationAction({ upgrade, invitation })}
      {...rest}
    />
  );
}
