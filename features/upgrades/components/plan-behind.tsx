"use client";

import { useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { updatePlanAction } from "../actions";
import type { planDifferenceOutput } from "../schema";
import { DifferenceItems } from "./difference-items";

/** What the inventories ask of the plan that is not in it yet, and the button that applies it. Nothing when they agree. */
export function PlanBehind({
  upgrade,
  difference,
  refused,
}: {
  upgrade: string;
  difference: z.output<typeof planDifferenceOutput>;
  refused: string | null;
}) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { added, removed } = difference;
  if (added.length + removed.length === 0) return null;
  const apply = async () => {
    setPending(true);
    const result = await updatePlanAction({ upgrade }).catch(() => null);
    setPending(false);
    setFailure(
      result?.ok
        ? null
        : (result?.message ?? "The server could not be reached. Nothing was changed; try again."),
    );
    if (result?.ok) void notify({ message: "The plan follows the inventories" });
  };
  const parts = [
    added.length > 0 && `${plural(added.length, "item")} to add`,
    removed.length > 0 && `${removed.length} to take out`,
  ].filter(Boolean);
  return (
    <Card
      title={`The plan is behind the inventories: ${parts.join(", ")}`}
      padded
      className="mb-4"
      action={
        <Button variant="primary" size="sm" pending={pending} reason={refused} onClick={() => void apply()}>
          Apply to the plan
        </Button>
      }
    >
      <div className="grid gap-3">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        <DifferenceItems title="Added" tone="done" items={added} />
        <DifferenceItems title="Taken out: nobody has worked on them" tone="blocked" items={removed} />
      </div>
    </Card>
  );
}
