"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import { applyReadingAction } from "../actions";
import type { ReadingView } from "../schema";
import { doesWords } from "./reading-look";

/** How many items are named before the rest is counted. */
const shown = 12;

/** What taking a reading into the inventory would do, item by item, and the button that does it. */
export function TakeOver({
  upgrade,
  reading,
  refused,
}: {
  upgrade: string;
  reading: ReadingView;
  refused: string | null;
}) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const doing = reading.proposals.filter(({ does }) => does !== "nothing");
  const same = reading.proposals.length - doing.length;
  const apply = async () => {
    setPending(true);
    const result = await applyReadingAction({ upgrade, reading: reading.id }).catch(() => null);
    setPending(false);
    setFailure(
      result?.ok
        ? null
        : (result?.message ?? "The server could not be reached. Nothing was changed; try again."),
    );
    if (!result?.ok) return;
    const { added, changed, closed } = result.output;
    void notify({
      message: `The inventory follows: ${added.length} added, ${changed.length} changed, ${closed.length} closed`,
    });
  };
  return (
    <Card
      title="Into the inventory"
      padded
      action={
        doing.length > 0 ? (
          <Button
            size="sm"
            variant="primary"
            pending={pending}
            reason={
              refused ?? (reading.newer ? "A later reading of the same place was made: take that." : null)
            }
            onClick={() => void apply()}
          >
            Take {plural(doing.length, "item")} over
          </Button>
        ) : null
      }
    >
      <div className="flex flex-col gap-2">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        {doing.length === 0 ? (
          <p className="text-ink-2">
            {same > 0
              ? `${plural(same, "item")} on the list say the same already.`
              : "Nothing that was read asks for an item."}
          </p>
        ) : (
          <ul className="grid gap-1">
            {doing.slice(0, shown).map(({ key, title, does, code }) => (
              <li key={`${does} ${key}`} className="flex items-baseline gap-2">
                <Chip tone={doesWords[does].tone} className="shrink-0">
                  {doesWords[does].word}
                </Chip>
                {code ? (
                  <Link
                    href={paths.inventoryItem(upgrade, code)}
                    className="min-w-0 wrap-anywhere hover:underline"
                  >
                    <span className="font-mono text-xs text-ink-3">{code}</span> {title}
                  </Link>
                ) : (
                  <span className="min-w-0 wrap-anywhere">{title}</span>
                )}
              </li>
            ))}
            {doing.length > shown ? <li className="text-ink-3">and {doing.length - shown} more</li> : null}
          </ul>
        )}
      </div>
    </Card>
  );
}
