import type { ReactNode } from "react";
import { AppShell, type Crumb } from "@/components/layout/app-shell";
import type { CommandItem } from "@/components/layout/command-items";
import { type LinkHotkey, LinkHotkeys } from "@/components/layout/link-hotkeys";
import {
  InboxCount,
  NotificationBell,
  WaitingForYou,
} from "@/features/notifications/components/waiting-for-you";
import { Palette } from "@/features/search/components/palette";
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
    { label: "Notifications", href: paths.notifications(), keys: "g n" },
    { label: "New upgrade", href: paths.newUpgrade() },
    { label: "Playbooks", href: paths.playbooks() },
    { label: "Profile", href: paths.profile() },
    ...(person.isAdmin
      ? [
          { label: "People of this Liftlock", href: paths.admin() },
          { label: "History of this Liftlock", href: paths.instanceHistory() },
        ]
      : []),
    { label: "API", href: paths.apiDocs() },
  ];
  const all = [...places, ...everywhere];
  const items: CommandItem[] = all.map(({ label, href, keys }) => ({
    id: href,
    label,
    group: "Go to",
    href,
    ...(keys && { kbd: keys }),
  }));
  const hotkeys: LinkHotkey[] = all.flatMap(({ label, href, keys }) => (keys ? [{ keys, label, href }] : []));
  return (
    <WaitingForYou>
      <AppShell
        homeHref={paths.portfolio()}
        crumbs={crumbs}
        nav={nav}
        search={<Palette places={items} />}
        inbox={<InboxCount />}
        bell={<NotificationBell zone={person.timeZone ?? "UTC"} />}
        user={<UserMenu name={person.name} isAdmin={person.isAdmin} />}
      >
        <LinkHotkeys links={hotkeys} />
        {children}
      </AppShell>
    </WaitingForYou>
  );
}
