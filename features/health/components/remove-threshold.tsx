"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeThresholdAction } from "../actions";
import type { ThresholdView } from "../schema";

interface RemoveThresholdProps {
  upgrade: string;
  threshold: ThresholdView;
  refused: string | null;
}

/** Takes a threshold away, with the reason. */
export function RemoveThreshold({ upgrade, threshold, refused }: RemoveThresholdProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        reason={refused}
        onClick={() => setAsking(true)}
        aria-label={`Remove: ${threshold.words}`}
      >
        Remove…
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Remove this threshold?"
        confirmLabel="Remove the threshold"
        reason={{ label: "Why", hint: "Kept in the history.", required: true }}
        onConfirm={async (reason) => {
          const { id, version } = threshold;
          const result = await removeThresholdAction({ upgrade, threshold: id, version, reason });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {threshold.words}. The exit gate asks for it no more.
      </ConfirmDialog>
    </>
  );
}
