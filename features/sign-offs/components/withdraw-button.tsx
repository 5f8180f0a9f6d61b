"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { withdrawAction } from "../actions";

interface WithdrawButtonProps {
  upgrade: string;
  signOff: string;
  label: string;
  decision: "approve" | "reject";
  /** Every reason why not; empty: it can be withdrawn. */
  cannot: readonly string[];
}

/** Takes one's own signature or rejection back, with a reason that stays in the history. */
export function WithdrawButton({ upgrade, signOff, label, decision, cannot }: WithdrawButtonProps) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const what = decision === "approve" ? "signature" : "rejection";
  return (
    <>
      <Button size="sm" reason={cannot.join(" ") || null} onClick={() => setOpen(true)}>
        Withdraw…
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Withdraw your ${what} of ${label}?`}
        confirmLabel={`Withdraw ${what}`}
        danger
        reason={{
          label: "Reason",
          hint: "It is kept in the history, together with what you withdraw.",
          required: true,
        }}
        onConfirm={async (reason) => {
          const result = await withdrawAction({ upgrade, signOff, reason });
          if (result.ok) router.refresh();
          return result;
        }}
      >
        {decision === "approve"
          ? "The place in the gate is empty again. You can sign anew at any time."
          : "The gate is judged by its blockers and signatures again."}
      </ConfirmDialog>
    </>
  );
}
