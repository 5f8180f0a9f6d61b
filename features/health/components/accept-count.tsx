"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { acceptCountAction } from "../actions";
import type { CountsView } from "../schema";

interface AcceptCountProps {
  upgrade: string;
  environment: string;
  count: CountsView["counts"][number];
  refused: string | null;
}

/** Accepts a difference, with why it is right. */
export function AcceptCount({ upgrade, environment, count, refused }: AcceptCountProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { name, title, before, after, version } = count;
  return (
    <>
      <Button
        size="sm"
        reason={refused}
        onClick={() => setAsking(true)}
        aria-label={`Accept the difference of ${title}`}
      >
        Accept…
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Accept ${after} ${title} after ${before}?`}
        confirmLabel="Accept the difference"
        reason={{
          label: "Why it is right",
          hint: "Part of what is signed at the exit gate.",
          required: true,
        }}
        onConfirm={async (reason) => {
          const result = await acceptCountAction({ upgrade, environment, name, version, reason });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        Another count ends what you accept here.
      </ConfirmDialog>
    </>
  );
}
