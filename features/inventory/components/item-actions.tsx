"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeItemAction, restoreItemAction } from "../actions";
import type { ItemView } from "../schema";
import { ItemDialog } from "./item-dialog";
import type { ItemPeople } from "./people";

/** Edit, remove, bring back an item. */
export function ItemActions({ item, ...props }: ItemPeople & { item: ItemView }) {
  const [open, setOpen] = useState<"edit" | "remove" | "restore" | null>(null);
  const { upgrade, refused } = props;
  const { code, title, version } = item;
  const close = () => setOpen(null);
  return (
    <>
      {item.removedAt ? (
        <Button onClick={() => setOpen("restore")} reason={refused["item.restore"] ?? null}>
          Bring back
        </Button>
      ) : (
        <>
          <Button onClick={() => setOpen("remove")} reason={refused["item.remove"] ?? null}>
            Remove
          </Button>
          <Button onClick={() => setOpen("edit")} reason={refused["item.edit"] ?? null}>
            Edit
          </Button>
        </>
      )}
      {open === "edit" ? (
        <ItemDialog
          {...props}
          kind={item.kind}
          environments={item.environments}
          item={item}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        open={open === "remove"}
        onClose={close}
        title={`Remove ${code} “${title}”?`}
        confirmLabel="Remove"
        danger
        reason={{ label: "Why", required: true }}
        onConfirm={(reason) => removeItemAction({ upgrade, item: code, version, reason })}
      >
        It leaves the list, the gates and what is signed. It stays readable and can be brought back.
      </ConfirmDialog>
      <ConfirmDialog
        open={open === "restore"}
        onClose={close}
        title={`Bring ${code} “${title}” back?`}
        confirmLabel="Bring back"
        onConfirm={() => restoreItemAction({ upgrade, item: code, version })}
      >
        It comes back as it was, and gates look at it again.
      </ConfirmDialog>
    </>
  );
}
