"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { plural } from "@/lib/format";
import { archiveUseCaseAction, restoreUseCaseAction } from "../actions";
import type { Overview } from "../schema";

type UseCase = Overview["useCases"][number];
type Props = { upgrade: string; useCase: UseCase; onClose: () => void };

/** Asks why a use case is archived. */
export function ArchiveUseCase({ upgrade, useCase, onClose }: Props) {
  const { code, title, version, coverage } = useCase;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Archive ${code} “${title}”?`}
      confirmLabel="Archive"
      danger
      reason={{ label: "Why", required: true }}
      onConfirm={(reason) => archiveUseCaseAction({ upgrade, useCase: code, version, reason })}
    >
      {coverage.cases > 0 ? `Its ${plural(coverage.cases, "test case")} are archived with it. ` : ""}What was
      executed stays in the history, and both can be restored.
    </ConfirmDialog>
  );
}

/** Asks before a use case comes back. */
export function RestoreUseCase({ upgrade, useCase: { code, title, version }, onClose }: Props) {
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Restore ${code} “${title}”?`}
      confirmLabel="Restore"
      onConfirm={() => restoreUseCaseAction({ upgrade, useCase: code, version })}
    >
      Its test cases stay archived; restore those that are needed on their own pages.
    </ConfirmDialog>
  );
}
