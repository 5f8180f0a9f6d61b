"use client";

import { usePathname } from "next/navigation";
import { type TabLink, TabLinks } from "@/components/ui/tab-links";

export type NavTabsProps = {
  label: string;
  /** `current` is found by the address; `exact` for a tab whose address begins the others'. */
  tabs: readonly (Omit<TabLink, "current"> & { exact?: boolean })[];
};

/** The sections of an upgrade below the top bar. The layout that draws them stays while one moves between them. */
export function NavTabs({ label, tabs }: NavTabsProps) {
  const here = usePathname();
  const found = tabs.map(({ exact, ...tab }) => {
    const path = tab.href.split("?")[0] ?? tab.href;
    return { ...tab, current: here === path || (!exact && here.startsWith(`${path}/`)) };
  });
  return <TabLinks label={label} tabs={found} />;
}
