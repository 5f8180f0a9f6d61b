"use client";

import { useRouter } from "next/navigation";
import { useHotkeys } from "./use-hotkeys";

export type LinkHotkey = { keys: string; label: string; href: string };

export type LinkHotkeysProps = { links: readonly LinkHotkey[]; group?: string };

/** Shortcuts that go somewhere, declared by a server component: `g h` home, `g p` Pre-prod. Draws nothing. */
export function LinkHotkeys({ links, group = "Go to" }: LinkHotkeysProps) {
  const router = useRouter();
  useHotkeys(links.map(({ keys, label, href }) => ({ keys, label, group, run: () => router.push(href) })));
  return null;
}
