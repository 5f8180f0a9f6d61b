"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SignDialog, type SignDialogProps } from "./sign-dialog";

export interface SignButtonsProps extends Omit<SignDialogProps, "decision" | "onClose"> {
  cannotApprove: readonly string[];
  cannotReject: readonly string[];
}

/** Sign and reject, each disabled with every reason why not. */
export function SignButtons({ cannotApprove, cannotReject, ...gate }: SignButtonsProps) {
  const [decision, setDecision] = useState<"approve" | "reject" | null>(null);
  return (
    <>
      <div className="flex gap-2">
        <Button
          variant="primary"
          className="flex-1 justify-center"
          reason={cannotApprove.join(" ") || null}
          onClick={() => setDecision("approve")}
        >
          Sign…
        </Button>
        <Button reason={cannotReject.join(" ") || null} onClick={() => setDecision("reject")}>
          Reject…
        </Button>
      </div>
      {decision ? <SignDialog {...gate} decision={decision} onClose={() => setDecision(null)} /> : null}
    </>
  );
}
