"use client";

import { Suspense, use } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { listWords, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { PlanBehindCounts } from "./plan-behind-counts";

interface PlanBehindNoteProps {
  upgrade: string;
  /** Still on its way: a whole plan is made to find it, and no page waits for that. */
  behind: Promise<PlanBehindCounts>;
  className?: string;
}

/** Says that items ask for other steps than the plan has, and leads to the difference; nothing while they agree. */
export function PlanBehindNote(props: PlanBehindNoteProps) {
  return (
    <Suspense fallback={null}>
      <Note {...props} />
    </Suspense>
  );
}

function Note({ upgrade, behind, className }: PlanBehindNoteProps) {
  const { added, removed } = use(behind);
  const parts = [
    added > 0 ? `${plural(added, "item")} to add` : "",
    removed > 0 ? `${removed} to take out` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title="The plan is behind the inventories:"
      action={
        <LinkButton href={paths.inventory(upgrade)} size="sm">
          See the difference
        </LinkButton>
      }
      className={className}
    >
      {listWords(parts)}.
    </Notice>
  );
}
