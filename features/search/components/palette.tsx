"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { CommandItem } from "@/components/layout/command-items";
import { CommandPalette } from "@/components/layout/command-palette";
import type { Hotkey } from "@/components/layout/hotkey-registry";
import { useRegisteredHotkeys } from "@/components/layout/use-hotkeys";
import { findAction } from "../actions";
import type { FoundKind } from "../schema";
import { type RecentPlace, recentPlaces, rememberPlace } from "./recent-places";

const groups: Record<FoundKind, string> = {
  step: "Steps",
  test_case: "Test cases",
  environment: "Environments",
  person: "People",
  upgrade: "Upgrades",
};

/** Shortcuts the palette itself makes needless: it is open already, and lists every place. */
const elsewhere = new Set(["Go to", "Everywhere"]);

/** The command palette of every screen: what can be done here, where one was, every place, and what a search finds. */
export function Palette({ places }: { places: readonly CommandItem[] }) {
  const pathname = usePathname();
  const hotkeys = useRegisteredHotkeys();
  const recent = useRecent(pathname);
  const [, key] = /^\/u\/([^/]+)/.exec(pathname) ?? [];
  const upgrade = key === undefined ? undefined : decodeURIComponent(key);

  async function search(q: string): Promise<CommandItem[]> {
    const result = await findAction({ q, ...(upgrade && { upgrade }) });
    if (!result.ok) throw new Error(result.message);
    return result.output.items.map(({ id, kind, label, hint, href }) => ({
      id: `${kind} ${id}`,
      group: groups[kind],
      label,
      hint,
      href,
    }));
  }
  return <CommandPalette items={[...actionsOf(hotkeys), ...recent, ...places]} search={search} />;
}

/** What the page's own shortcuts do, each once: of two with the same keys the later one wins, as it does for the keys. */
function actionsOf(hotkeys: readonly Hotkey[]): CommandItem[] {
  const here = hotkeys.filter(({ group, repeats }) => !elsewhere.has(group) && !repeats);
  return [...new Map(here.map((hotkey) => [hotkey.keys, hotkey])).values()].map(
    ({ keys, label, group, run }) => ({ id: `do ${keys}`, label, group, kbd: keys, run }),
  );
}

/** Remembers each screen one comes to, and offers those before. Read after mounting: the server can't know them. */
function useRecent(pathname: string): CommandItem[] {
  const [recent, setRecent] = useState<readonly RecentPlace[]>([]);
  useEffect(() => {
    setRecent(recentPlaces().filter(({ href }) => href !== pathname));
    // The title follows the page a moment later.
    const timer = setTimeout(
      () => rememberPlace({ href: pathname, label: document.title.replace(/ · Liftlock$/, "") }),
      800,
    );
    return () => clearTimeout(timer);
  }, [pathname]);
  return recent.map(({ href, label }) => ({ id: `recent ${href}`, label, group: "Recent", href }));
}
