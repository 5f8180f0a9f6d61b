"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import type { CommandItem, CommandSearch } from "./command-items";
import { useHotkeys } from "./use-hotkeys";

export type CommandPaletteProps = { items: readonly CommandItem[]; search?: CommandSearch };

const CommandDialog = lazy(() =>
  import("./command-dialog").then((module) => ({ default: module.CommandDialog })),
);

/** The search button of the top bar and Ctrl/Cmd+K. The palette's code is fetched when it is first opened. */
export function CommandPalette({ items, search }: CommandPaletteProps) {
  const [open, setOpen] = useState(false);
  useHotkeys([
    { keys: "mod+k", label: "Search or run a command", group: "Everywhere", run: () => setOpen(true) },
  ]);
  return (
    <>
      <button
        type="button"
        aria-label="Search or run a command"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        className="btn shell-search"
        onClick={() => setOpen(true)}
        onPointerEnter={() => void import("./command-dialog")}
      >
        <Search size={15} aria-hidden="true" />
        <span className="grow text-left">Search or run a command</span>
        <Kbd keys="mod+k" />
      </button>
      {open ? (
        <Suspense>
          <CommandDialog items={items} search={search} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
