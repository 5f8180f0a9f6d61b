"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type EnvironmentKind, environmentKindNames } from "@/domain/environment";
import { listWords, plural } from "@/lib/format";
import type { VerificationView } from "../schema";
import { VerificationDialog } from "./verification-dialog";

interface VerificationCardProps {
  upgrade: string;
  view: VerificationView;
  refused: string | null;
}

/** What exits ask for beside steps and tests, and where a lead changes it. */
export function VerificationCard({ upgrade, view, refused }: VerificationCardProps) {
  const [open, setOpen] = useState(false);
  const lines = asked(view.rules);
  return (
    <Card
      title="What verification asks"
      padded
      action={
        <Button
          size="sm"
          reason={refused}
          onClick={() => setOpen(true)}
          aria-label="Change what verification asks"
        >
          Change
        </Button>
      }
    >
      {lines.length === 0 ? (
        <p className="text-ink-2">Exits ask for steps, tests and signatures only.</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-4.5 text-ink-2">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {open ? <VerificationDialog upgrade={upgrade} view={view} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

const names = (kinds: readonly EnvironmentKind[]) =>
  listWords(kinds.map((kind) => environmentKindNames[kind]));

function asked({ health, counts, logs, hypercare }: VerificationView["rules"]): string[] {
  return [
    ...(health.length > 0 ? [`Thresholds kept: ${names(health)}`] : []),
    ...(counts.length > 0 ? [`Counts before and after: ${names(counts)}`] : []),
    ...(logs.length > 0 ? [`Logs read and decided: ${names(logs)}`] : []),
    ...(hypercare
      ? [
          `Hypercare for ${plural(hypercare.days, "day")} with ${plural(hypercare.checks.length, "check")} a day: ${names(hypercare.in)}`,
        ]
      : []),
  ];
}
