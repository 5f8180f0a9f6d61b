"use client";

import { signOut } from "next-auth/react";
import { type Density, remember, type Theme } from "@/components/layout/theme";
import { useDensity, useTheme } from "@/components/layout/use-html-data";
import { Avatar } from "@/components/ui/avatar";
import { Menu } from "@/components/ui/menu";
import { paths } from "@/lib/paths";

const themes: readonly [Theme, string][] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const densities: readonly [Density, string][] = [
  ["comfortable", "Comfortable rows"],
  ["compact", "Compact rows"],
];

/** One's own menu at the end of the top bar: where to go, how it looks, and out. */
export function UserMenu({ name, isAdmin }: { name: string; isAdmin: boolean }) {
  // Closed until somebody opens it in a browser, so what the server assumes is never seen.
  const theme = useTheme("system");
  const density = useDensity("comfortable");
  return (
    <Menu
      iconOnly
      variant="quiet"
      label={`Your menu, ${name}`}
      trigger={<Avatar name={name} />}
      items={[
        { label: "Profile", href: paths.profile() },
        { label: "Playbooks", href: paths.playbooks() },
        ...(isAdmin
          ? [
              { label: "People of this Liftlock", href: paths.admin() },
              { label: "History of this Liftlock", href: paths.instanceHistory() },
            ]
          : []),
        { label: "API", href: paths.apiDocs() },
        { kind: "heading", label: "Theme" },
        ...themes.map(([value, label]) => ({
          kind: "check" as const,
          label,
          checked: theme === value,
          onSelect: () => remember("theme", value),
        })),
        { kind: "heading", label: "Density" },
        ...densities.map(([value, label]) => ({
          kind: "check" as const,
          label,
          checked: density === value,
          onSelect: () => remember("density", value),
        })),
        { kind: "separator", key: "out" },
        { label: "Sign out", onSelect: () => void signOut({ callbackUrl: paths.signIn() }) },
      ]}
    />
  );
}
