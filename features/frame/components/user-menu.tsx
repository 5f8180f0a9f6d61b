"use client";

import { signOut } from "next-auth/react";
import { Avatar } from "@/components/ui/avatar";
import { Menu } from "@/components/ui/menu";
import { paths } from "@/lib/paths";

/** One's own menu at the end of the top bar. */
export function UserMenu({ name, isAdmin }: { name: string; isAdmin: boolean }) {
  return (
    <Menu
      iconOnly
      variant="quiet"
      label={`Your menu, ${name}`}
      trigger={<Avatar name={name} />}
      items={[
        { label: "Profile", href: paths.profile() },
        { label: "Playbooks", href: paths.playbooks() },
        ...(isAdmin ? [{ label: "People of this Liftlock", href: paths.admin() }] : []),
        { label: "API", href: paths.apiDocs() },
        { label: "Sign out", onSelect: () => void signOut({ callbackUrl: paths.signIn() }) },
      ]}
    />
  );
}
