"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { listWords } from "@/lib/format";
import { attestStepAction } from "../actions";
import type { StepDetails } from "../schema/reading";
import type { WithDetails } from "./step-panel-props";

/** What happened to a step, latest first. */
export function StepHistory({ items, zone }: { items: StepDetails["history"]; zone: string }) {
  if (items.length === 0) return null;
  return (
    <section aria-label="History" className="grid gap-1.5 border-t border-line pt-3">
      <h3 className="eyebrow">History</h3>
      <ol className="grid gap-1">
        {items.map((item) => (
          <li key={item.seq} className="text-sm text-ink-2">
            {item.sentence}{" "}
            <span className="text-ink-3">
              · <Time value={item.at} zone={zone} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who has attested a step that everybody attests, and one's own word. */
export function StepAttestations({ upgrade, details, zone, sync, reload }: WithDetails) {
  const [failure, setFailure] = useState<string | null>(null);
  const attest = async () => {
    const result = await attestStepAction({ upgrade, step: details.id });
    setFailure(result.ok ? null : result.message);
    await sync();
    await reload();
  };
  const missing = details.attestationsMissing;
  return (
    <section aria-label="Attestations" className="grid gap-2 border-t border-line pt-3">
      <h3 className="eyebrow">
        Attested by {details.attestations.length} of {details.attestations.length + missing.length}
      </h3>
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      <ul className="grid gap-1">
        {details.attestations.map((one) => (
          <li key={one.by.id}>
            {one.by.name}: {one.statement}{" "}
            <span className="text-ink-3">
              <Time value={one.at} zone={zone} />
            </span>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? (
        <p className="text-ink-3">Still missing: {listWords(missing.map((person) => person.name))}</p>
      ) : null}
      <Button
        size="sm"
        className="justify-self-start"
        reason={details.refused.attest ?? null}
        onClick={() => void attest()}
      >
        I have read it and understood it
      </Button>
    </section>
  );
}
