"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { retractExecutionAction } from "../actions";

interface RetractButtonProps {
  upgrade: string;
  execution: string;
  /** What is taken back, in words. */
  what: string;
  /** For how many ms it still can be, by the server's clock: the one here may be wrong by minutes. */
  left: number;
}

/** Takes back an execution just recorded; goes away when its time is over. */
export function RetractButton({ upgrade, execution, what, left }: RetractButtonProps) {
  const router = useRouter();
  const [over, setOver] = useState(false);
  const [pending, start] = useTransition();
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [left]);
  if (over) return null;
  const retract = () =>
    start(async () => {
      const result = await retractExecutionAction({ upgrade, execution });
      notify(result.ok ? { message: `Took back ${what}` } : { tone: "error", message: result.message });
      router.refresh();
    });
  return (
    <Button size="sm" variant="quiet" pending={pending} onClick={retract}>
      Undo<span className="sr-only"> {what}</span>
    </Button>
  );
}
