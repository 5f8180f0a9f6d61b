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
  /** Until when it can be. */
  until: string;
}

/** Takes back an execution just recorded; goes away when its time is over. */
export function RetractButton({ upgrade, execution, what, until }: RetractButtonProps) {
  const router = useRouter();
  const [over, setOver] = useState(false);
  const [pending, start] = useTransition();
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), Math.max(0, new Date(until).getTime() - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
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
