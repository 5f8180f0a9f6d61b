"use client";

import { Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { StepForm } from "./step-form";

interface ChecklistHeadProps {
  upgrade: string;
  environment: string | null;
  /** Why this person may not add steps; null when they may. */
  addRefused: string | null;
  choices: readonly { id: string; code: string; title: string }[];
  printHref: string | null;
  children?: ReactNode;
}

/** Buttons of a checklist: add a step, print it. */
export function ChecklistHead({
  upgrade,
  environment,
  addRefused,
  choices,
  printHref,
  children,
}: ChecklistHeadProps) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {children}
      <Button reason={addRefused} onClick={() => setAdding(true)}>
        Add a step
      </Button>
      {printHref ? (
        <LinkButton href={printHref} icon={<Printer size={15} />} variant="quiet">
          Print
        </LinkButton>
      ) : null}
      {adding ? (
        <StepForm
          upgrade={upgrade}
          environment={environment}
          choices={choices}
          onClose={() => setAdding(false)}
          onSaved={async () => undefined}
        />
      ) : null}
    </>
  );
}
