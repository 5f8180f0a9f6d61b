"use client";

import { Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { StepFormLazy } from "./step-form-lazy";
import type { Neighbour } from "./step-place";
import { useAddress } from "./use-address";

interface ChecklistHeadProps {
  upgrade: string;
  environment: string | null;
  /** Why this person may not add steps; null when they may. */
  addRefused: string | null;
  choices: readonly Neighbour[];
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
  const address = useAddress();
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
        <StepFormLazy
          upgrade={upgrade}
          environment={environment}
          choices={choices}
          onClose={() => setAdding(false)}
          places={{ steps: choices, open: address.step }}
          onSaved={async (code) => address.change({ step: code ?? null })}
        />
      ) : null}
    </>
  );
}
