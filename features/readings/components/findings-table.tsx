import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { levelLook } from "@/features/inventory/components/item-look";
import type { ReadingView } from "../schema";

/** How many findings one page draws; the report that can be downloaded has all. */
const shown = 300;

/** What the analyser noticed, gravest first. */
export function Findings({ findings }: { findings: ReadingView["findings"] }) {
  return (
    <Card
      title={`Findings · ${findings.length}`}
      action={findings.length > shown ? <span className="text-ink-3">the first {shown}</span> : null}
    >
      {findings.length === 0 ? (
        <p className="border-t border-line px-3.5 py-3 text-ink-2">Nothing to act on was found.</p>
      ) : (
        <ul>
          {findings.slice(0, shown).map((finding, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule may say the same twice of one key
              key={index}
              className="border-t border-line px-3.5 py-2.5"
            >
              <div className="flex items-baseline gap-2">
                <Chip tone={levelLook[finding.level].tone} className="shrink-0">
                  {levelLook[finding.level].word}
                </Chip>
                <span className="min-w-0 font-mono text-sm wrap-anywhere">{finding.key}</span>
              </div>
              <p className="mt-1 wrap-anywhere">{finding.message}</p>
              {finding.source ? (
                <p className="mt-0.5 text-xs wrap-anywhere text-ink-3">{finding.source}</p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
