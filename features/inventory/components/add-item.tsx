"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { KindView } from "../schema";
import { ItemDialog } from "./item-dialog";
import type { ItemPeople } from "./people";

/** Opens the form of a new item. */
export function AddItem(
  props: ItemPeople & { kind: KindView; environments: readonly { key: string; name: string }[] },
) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" reason={props.refused["item.add"] ?? null} onClick={() => setOpen(true)}>
        Add {props.kind.noun}
      </Button>
      {open ? <ItemDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
