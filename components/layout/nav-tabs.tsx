"use client";

import { usePathname } from "next/navigation";
import { type TabLink, TabLinks } from "@/components/ui/tab-links";

export type NavTabsProps = {
  label: string;
  /**
   * `current` is found by the address; `exact` for a tab whose address begins the others', `also` for addresses of its
   * section that don't begin with its own.
   */
  tabs: readonly (Omit<TabLink, "current"> & { exact?: boolean; also?: readonly string[] })[];
};

/** The sections of an upgrade below the top bar. The layout that draws them stays while one moves between them. */
export function NavTabs({ label, tabs }: NavTabsProps) {
  const here = usePathname();
  const found = tabs.map(({ exact, also = [], ...tab }) => {
    const path = tab.href.split("?")[0] ?? tab.href;
    const current = here === path || also.includes(here) || (!exact && here.startsWith(`${path}/`));
    return { ...tab, current };
  });
  return <TabLinks label={label} tabs={found} />;
}
