"use client";

import { Keyboard } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { byGroup } from "./by-group";
import { type Hotkey, switchSingleKeys } from "./hotkey-registry";
import { useHotkeys, useRegisteredHotkeys, useSingleKeys } from "./use-hotkeys";

/** The button and the `?` key for the list of every shortcut that works on this page now. Mounted once by the shell. */
export function HelpSheet() {
  const [open, setOpen] = useState(false);
  useHotkeys([{ keys: "?", label: "This help", group: "Everywhere", run: () => setOpen(true) }]);
  return (
    <>
      <IconButton
        label="Keyboard shortcuts"
        icon={<Keyboard size={16} />}
        onClick={() => setOpen(true)}
        className="max-md:hidden"
      />
      {open ? <Sheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Sheet({ onClose }: { onClose: () => void }) {
  const groups = byGroup(useRegisteredHotkeys());
  const on = useSingleKeys();
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title="Keyboard shortcuts"
      description="They work wherever you are not typing. Signing never has one."
      footer={
        <div className="mr-auto">
          <Checkbox
            label="Shortcuts of single keys"
            checked={on}
            onChange={(event) => switchSingleKeys(event.target.checked)}
          />
        </div>
      }
    >
      <div className="gap-x-8 outline-none sm:columns-2" data-autofocus tabIndex={-1}>
        {groups.map(([group, hotkeys]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="eyebrow mb-1">{group}</h3>
            <dl>
              {unique(hotkeys).map((hotkey) => (
                <div key={hotkey.keys} className="flex items-center gap-3 border-t border-line py-1.5">
                  <dt className="flex-1">{hotkey.label}</dt>
                  <dd className="flex gap-1">
                    <Kbd keys={hotkey.keys} spoken />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function unique(hotkeys: readonly Hotkey[]): Hotkey[] {
  return [...new Map(hotkeys.map((hotkey) => [hotkey.keys, hotkey])).values()];
}
