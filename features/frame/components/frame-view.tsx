"use client";

import { type ReactNode, useMemo } from "react";
import { AppShell, type Crumb } from "@/components/layout/app-shell";
import type { CommandItem } from "@/components/layout/command-items";
import { type LinkHotkey, LinkHotkeys } from "@/components/layout/link-hotkeys";
import { NavTabs } from "@/components/layout/nav-tabs";
import {
  InboxCount,
  NotificationBell,
  WaitingForYou,
} from "@/features/notifications/components/waiting-for-you";
import { Palette } from "@/features/search/components/palette";
import { paths } from "@/lib/paths";
import { UserMenu } from "./user-menu";

/** Places of the upgrade one is in: its tabs, and for the palette and the `g` shortcuts. */
export interface Places {
  upgrade: string;
  list: readonly {
    label: string;
    href: string;
    keys?: string;
    exact?: boolean;
    also?: readonly string[];
  }[];
}

interface FrameViewProps {
  crumbs: readonly Crumb[];
  places?: Places;
  person: { name: string; isAdmin: boolean; zone: string };
  children: ReactNode;
}

/** The frame as it is drawn. One client component, because every screen has it: see decision 10. */
export function FrameView({ crumbs, places, person, children }: FrameViewProps) {
  const all = useMemo(() => allPlaces(places, person.isAdmin), [places, person.isAdmin]);
  const items = useMemo(() => all.map(asCommand), [all]);
  const hotkeys: LinkHotkey[] = all.flatMap(({ label, href, keys }) => (keys ? [{ keys, label, href }] : []));
  return (
    <WaitingForYou>
      <AppShell
        homeHref={paths.portfolio()}
        crumbs={crumbs}
        nav={places ? <NavTabs label={`Sections of ${places.upgrade}`} tabs={places.list} /> : null}
        search={<Palette places={items} />}
        inbox={<InboxCount />}
        bell={<NotificationBell zone={person.zone} />}
        user={<UserMenu name={person.name} isAdmin={person.isAdmin} />}
      >
        <LinkHotkeys links={hotkeys} />
        {children}
      </AppShell>
    </WaitingForYou>
  );
}

interface Place {
  label: string;
  href: string;
  keys?: string;
}

function allPlaces(places: Places | undefined, isAdmin: boolean): Place[] {
  return [
    ...(places?.list ?? []).map((place) => ({ ...place, label: `${places?.upgrade}: ${place.label}` })),
    { label: "Upgrades", href: paths.portfolio(), keys: "g u" },
    { label: "Inbox", href: paths.inbox(), keys: "g i" },
    { label: "Notifications", href: paths.notifications(), keys: "g n" },
    { label: "New upgrade", href: paths.newUpgrade() },
    { label: "Playbooks", href: paths.playbooks() },
    { label: "Profile", href: paths.profile() },
    ...(isAdmin
      ? [
          { label: "People of this Liftlock", href: paths.admin() },
          { label: "History of this Liftlock", href: paths.instanceHistory() },
        ]
      : []),
    { label: "API", href: paths.apiDocs() },
  ];
}

const asCommand = ({ label, href, keys }: Place): CommandItem => ({
  id: href,
  label,
  group: "Go to",
  href,
  ...(keys && { kbd: keys }),
});
