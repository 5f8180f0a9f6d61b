"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CaseDialog, type CaseDialogProps } from "./case-dialog";
import { UseCaseDialog } from "./use-case-dialog";

/** Adds a use case or a test case from the head of the page. */
export function AddButtons(props: Omit<CaseDialogProps, "onClose" | "testCase" | "useCase">) {
  const [adding, setAdding] = useState<"useCase" | "testCase" | null>(null);
  const close = () => setAdding(null);
  const { refused, useCases } = props;
  const none = useCases.some((useCase) => useCase.archivedAt === null)
    ? null
    : "Add a use case first: every test case checks one.";
  return (
    <>
      <Button onClick={() => setAdding("useCase")} reason={refused["useCase.add"] ?? null}>
        Add use case
      </Button>
      <Button
        variant="primary"
        onClick={() => setAdding("testCase")}
        reason={refused["testCase.add"] ?? none}
      >
        Add test case
      </Button>
      {adding === "useCase" ? <UseCaseDialog {...props} onClose={close} /> : null}
      {adding === "testCase" ? <CaseDialog {...props} onClose={close} /> : null}
    </>
  );
}
