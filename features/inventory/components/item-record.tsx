"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { CommentsSection } from "@/features/comments/components/comments-section";
import type { CommentItem } from "@/features/comments/schema";
import { EvidenceSection } from "@/features/evidence/components/evidence-section";
import type { EvidenceItem } from "@/features/evidence/schema";
import type { ItemView } from "../schema";
import type { ItemPeople } from "./people";

/** Evidence, comments and history of an item. */
export function ItemRecord({
  upgrade,
  members,
  refused,
  item,
  evidence,
  comments,
  zone,
}: ItemPeople & {
  item: ItemView;
  evidence: readonly EvidenceItem[];
  comments: readonly CommentItem[];
}) {
  const router = useRouter();
  const changed = async () => router.refresh();
  return (
    <Card padded>
      <div className="flex flex-col gap-3.5 [&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
        <EvidenceSection
          upgrade={upgrade}
          of={{ item: item.code }}
          items={evidence}
          refused={refused["evidence.add"] ?? null}
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
