"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { chooseVersionPathAction } from "../actions";

/** Chooses a way and asks why. */
export function ChooseWay({
  upgrade,
  version,
  way,
  text,
  refused,
}: {
  upgrade: string;
  version: number;
  way: string;
  /** "3.2.0 → 4.5.0". */
  text: string;
  refused: string | null;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" reason={refused} onClick={() => setOpen(true)} aria-label={`Choose ${text}`}>
        Choose
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Go ${text}?`}
        confirmLabel="Choose"
        reason={{ label: "Why this way", required: true }}
        onConfirm={(reason) => chooseVersionPathAction({ upgrade, version, way, reason })}
      >
        The reason goes into the history. Steps of the plan stay as they are: their conditions compare the
        source and the target, not the stops between.
      </ConfirmDialog>
    </>
  );
}
