import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { levelLook } from "@/features/inventory/components/item-look";
import { plural } from "@/lib/format";
import type { ReadingView } from "../schema";

/** How many findings of a kind one page draws; the items have all. */
const shown = 300;

type Finding = ReadingView["findings"][number];

/** What the analyser noticed, gravest first; what only informs is folded. */
export function Findings({ findings, title = "Findings" }: { findings: readonly Finding[]; title?: string }) {
  const grave = findings.filter(({ level }) => level !== "info");
  const info = findings.filter(({ level }) => level === "info");
  return (
    <Card title={`${title} · ${grave.length}`}>
      {grave.length === 0 ? (
        <p className="border-t border-line px-3.5 py-3 text-ink-2">Nothing to act on was found.</p>
      ) : (
        <Rows findings={grave} />
      )}
      {info.length > 0 ? (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-3.5 py-2.5 text-ink-2">
            {plural(info.length, "finding")} for information
          </summary>
          <Rows findings={info} />
        </details>
      ) : null}
    </Card>
  );
}

function Rows({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
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
      {findings.length > shown ? (
        <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
          and {findings.length - shown} more
        </p>
      ) : null}
    </>
  );
}
