"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useModal } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { byGroup } from "./by-group";
import type { CommandItem, CommandSearch } from "./command-items";
import { useCommandSearch } from "./use-command-search";

export type CommandDialogProps = {
  items: readonly CommandItem[];
  search?: CommandSearch;
  onClose: () => void;
};

/** Every command and place, filtered while typing. What cannot be used is listed with its reason. */
export function CommandDialog({ items, search, onClose }: CommandDialogProps) {
  const router = useRouter();
  const ref = useModal(true);
  const [query, setQuery] = useState("");
  const { found, searching } = useCommandSearch(query, search);
  const groups = byGroup([...items, ...found]);

  function choose(item: CommandItem) {
    if (item.reason) return;
    onClose();
    if (item.href !== undefined) router.push(item.href);
    else item.run();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is on the backdrop
    <dialog
      ref={ref}
      className="dialog"
      data-width="palette"
      aria-label="Search or run a command"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Nothing is typed here that could be lost, so a click beside it may close it.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <Command label="Search or run a command" loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search size={16} className="shrink-0 text-ink-3" aria-hidden="true" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="Search steps, tests, people, or type a command"
            className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-ink-3"
          />
          <Kbd keys="esc" />
        </div>
        <Command.List className="max-h-[min(420px,60dvh)] min-h-0 overflow-y-auto py-1.5" label="Commands">
          <Command.Empty className="px-4 py-6 text-center text-ink-2">
            {searching ? "Searching…" : "Nothing matches. Try a step's key, a name, or another word."}
          </Command.Empty>
          {groups.map(([group, inGroup]) => (
            <Command.Group
              key={group}
              heading={<span className="eyebrow block px-4 pt-2 pb-1">{group}</span>}
            >
              {inGroup.map((item) => (
                <Command.Item
                  key={item.id}
                  value={`${item.label} ${item.id}`}
                  keywords={[...(item.keywords ?? []), ...(found.includes(item) ? [query] : [])]}
                  disabled={Boolean(item.reason)}
                  onSelect={() => choose(item)}
                  className="menu-item px-4"
                >
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  <span className="truncate text-xs text-ink-3">{item.reason ?? item.hint}</span>
                  {item.kbd ? <Kbd keys={item.kbd} /> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}
