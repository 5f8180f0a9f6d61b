"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { CommentsSection } from "@/features/comments/components/comments-section";
import type { CommentItem } from "@/features/comments/schema";
import { EvidenceSection } from "@/features/evidence/components/evidence-section";
import type { EvidenceItem } from "@/features/evidence/schema";
import type { ItemView } from "../schema";
import { hasState } from "./item-look";
import type { ItemPeople } from "./people";

/** Evidence, comments and history of an item. `refusedEvidence` says why none can be added; null when it can. */
export function ItemRecord({
  upgrade,
  members,
  refused,
  refusedEvidence,
  item,
  evidence,
  comments,
  zone,
}: ItemPeople & {
  item: ItemView;
  refusedEvidence: string | null;
  evidence: readonly EvidenceItem[];
  comments: readonly CommentItem[];
}) {
  const router = useRouter();
  const places = item.environments.map(({ id, key, name }, at) => ({
    id,
    key,
    name,
    offered: hasState(item, at),
  }));
  const changed = async () => router.refresh();
  return (
    <Card padded>
      <div className="flex flex-col gap-3.5 [&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
        <EvidenceSection
          upgrade={upgrade}
          of={{ item: item.code }}
          places={places}
          items={evidence}
          refused={refusedEvidence}
          zone={zone}
          onChanged={changed}
        />
        <CommentsSection
          upgrade={upgrade}
          on={{ item: item.code }}
          items={comments}
          members={members}
          refused={refused["item.comment"] ?? null}
          zone={zone}
          onChanged={changed}
        />
        <section aria-label="History" className="grid gap-1.5 border-t border-line pt-3">
          <h3 className="eyebrow">History</h3>
          <ol className="grid gap-1">
            {item.history.map(({ seq, sentence, at }) => (
              <li key={seq} className="text-sm text-ink-2">
                {sentence}{" "}
                <span className="text-ink-3">
                  · <Time value={at} zone={zone} />
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </Card>
  );
}
