"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { formatDuration } from "@/lib/format";
import { keepForecastAction } from "../actions";

type KeepButtonProps = {
  upgrade: string;
  environment: string;
  part: "migrate" | "verify";
  crew: number | null;
  reason: string | null;
};

/** Keeps the forecast as it stands, without any what-if. */
export function KeepButton({ upgrade, environment, part, crew, reason }: KeepButtonProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const keep = async () => {
    setPending(true);
    const result = await keepForecastAction({
      upgrade,
      environment,
      part,
      ...(crew !== null && { crew }),
    });
    setPending(false);
    if (!result.ok) return void notify({ message: result.message, tone: "error" });
    const { environment: of, number, p80 } = result.output;
    void notify({ message: `Forecast ${number} of ${of.name} is kept: P80 ${formatDuration(p80)}` });
    router.refresh();
  };
  return (
    <Button size="sm" reason={reason} pending={pending} onClick={() => void keep()}>
      Keep this forecast
    </Button>
  );
}
