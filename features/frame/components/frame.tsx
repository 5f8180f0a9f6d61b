import type { ReactNode } from "react";
import { AppShell, type Crumb } from "@/components/layout/app-shell";
import type { CommandItem } from "@/components/layout/command-items";
import { CommandPalette } from "@/components/layout/command-palette";
import { LinkHotkeys, type LinkHotkey } from "@/components/layout/link-hotkeys";
import { signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";
import { UserMenu } from "./user-menu";

export interface FrameProps {
  crumbs: readonly Crumb[];
  nav?: ReactNode;
  /** Places of the upgrade one is in, for the palette and the `g` shortcuts. */
  places?: readonly { label: string; href: string; keys?: string }[];
  children: ReactNode;
}

/** The shell with everything of the person who looks: palette, what waits for them, notifications, menu. */
export async function Frame({ crumbs, nav, places = [], children }: FrameProps) {
  const person = await signedIn();
  const everywhere = [
    { label: "Upgrades", href: paths.portfolio(), keys: "g u" },
    { label: "Inbox", href: paths.inbox(), keys: "g i" },
    { label: "New upgrade", href: paths.newUpgrade() },
    { label: "Playbooks", href: paths.playbooks() },
    { label: "Profile", href: paths.profile() },
  ];
  const all = [...places, ...everywhere];
  const items: CommandItem[] = all.map(({ label, href, keys }) => ({ id: href, label, group: "Go to", href, ...(keys && { kbd: keys }) }));
  const hotkeys: LinkHotkey[] = all.flatMap(({ label, href, keys }) => (keys ? [{ keys, label, href }] : []));
  return (
    <AppShell homeHref={paths.portfolio()} crumbs={crumbs} nav={nav} search={<CommandPalette items={items} />} user={<UserMenu name={person.name} isAdmin={person.isAdmin} />}>
      <LinkHotkeys links={hotkeys} />
      {children}
    </AppShell>
  );
}
