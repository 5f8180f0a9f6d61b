"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { archiveTestCaseAction, restoreTestCaseAction } from "../actions";
import type { TestCaseView } from "../schema";
import { CaseDialog, type CaseDialogProps } from "./case-dialog";

/** Edit, archive, restore a case. */
export function CaseActions({
  testCase,
  ...props
}: Omit<CaseDialogProps, "onClose" | "useCase"> & { testCase: TestCaseView }) {
  const [open, setOpen] = useState<"edit" | "archive" | "restore" | null>(null);
  const { upgrade, refused } = props;
  const { code, title, version, archivedAt } = testCase;
  const close = () => setOpen(null);
  return (
    <>
      {archivedAt ? (
        <Button
          onClick={() => setOpen("restore")}
          reason={
            refused["testCase.restore"] ??
            (testCase.useCase.archived
              ? `Its use case ${testCase.useCase.code} is archived. Restore that first.`
              : null)
          }
        >
          Restore
        </Button>
      ) : (
        <>
          <Button onClick={() => setOpen("archive")} reason={refused["testCase.archive"] ?? null}>
            Archive
          </Button>
          <Button onClick={() => setOpen("edit")} reason={refused["testCase.edit"] ?? null}>
            Edit
          </Button>
        </>
      )}
      {open === "edit" ? <CaseDialog {...props} testCase={testCase} onClose={close} /> : null}
      <ConfirmDialog
        open={open === "archive"}
        onClose={close}
        title={`Archive ${code} “${title}”?`}
        confirmLabel="Archive"
        danger
        reason={{ label: "Why", required: true }}
        onConfirm={(reason) => archiveTestCaseAction({ upgrade, testCase: code, version, reason })}
      >
        It leaves the matrix and the gates. Its executions stay in the history, and it can be restored.
      </ConfirmDialog>
      <ConfirmDialog
        open={open === "restore"}
        onClose={close}
        title={`Restore ${code} “${title}”?`}
        confirmLabel="Restore"
        onConfirm={() => restoreTestCaseAction({ upgrade, testCase: code, version })}
      >
        It comes back to the matrix{testCase.required ? ", and exit gates need it again" : ""}.
      </ConfirmDialog>
    </>
  );
}
