"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { closeFindingAction, editFindingAction } from "../actions";
import type { FindingView, HypercareView } from "../schema";
import { type CareMember, type CareTimes, severityNames } from "./care-look";
import { FindingFields, findingOf } from "./finding-fields";

interface FindingsCardProps extends CareTimes {
  upgrade: string;
  view: HypercareView;
  members: readonly CareMember[];
  refused: { edit: string | null; close: string | null };
}

/** What was found, open ones first, and what was done about the others. */
export function FindingsCard({ upgrade, view, members, zone, now, refused }: FindingsCardProps) {
  const router = useRouter();
  const [editing, setEditing] = useState<FindingView | null>(null);
  const [closing, setClosing] = useState<FindingView | null>(null);
  const findings = view.findings.toSorted((a, b) => Number(a.closed !== null) - Number(b.closed !== null));
  const times = { zone, now, show: "day" } as const;
  return (
    <Card title="Findings">
      {findings.length === 0 ? (
        <p className="border-t border-line px-3.5 py-3 text-ink-2">
          None so far. What a check finds stands here until it is closed with what was done, and keeps the
          exit gate shut as long.
        </p>
      ) : (
        <ul aria-label="Findings, open ones first">
          {findings.map((finding) => (
            <li
              key={finding.id}
              className="flex flex-wrap items-start gap-x-3 gap-y-2 border-t border-line px-3.5 py-2.5"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p className="wrap-anywhere">
                  <span className="num text-ink-3">{finding.number}</span>{" "}
                  <span className="font-semibold">{finding.what}</span>
                </p>
                <p className="mt-0.5 text-sm wrap-anywhere text-ink-3">
                  {severityNames[finding.severity]}, day {finding.day}, {finding.check};{" "}
                  {finding.openedBy.name}, <Time value={finding.openedAt} {...times} />.{" "}
                  {finding.owner ? `${finding.owner.name} sees to it.` : "Nobody sees to it yet."}{" "}
                  {finding.link === "" ? null : (
                    <a href={finding.link} target="_blank" rel="noopener noreferrer" className="link">
                      {finding.link}
                    </a>
                  )}
                </p>
                {finding.closed ? (
                  <p className="mt-0.5 text-sm wrap-anywhere text-ink-2">
                    {finding.closed.by.name}, <Time value={finding.closed.at} {...times} />:{" "}
                    {finding.closed.done}
                  </p>
                ) : null}
              </div>
              <div className="flex flex-wrap items-center gap-1.5">
                {finding.closed ? (
                  <StateChip state="done">Closed</StateChip>
                ) : (
                  <>
                    <StateChip state="blocked">Open</StateChip>
                    <Button
                      size="sm"
                      reason={refused.edit}
                      onClick={() => setEditing(finding)}
                      aria-label={`Change finding ${finding.number}`}
                    >
                      Change…
                    </Button>
                    <Button
                      size="sm"
                      reason={refused.close}
                      onClick={() => setClosing(finding)}
                      aria-label={`Close finding ${finding.number}`}
                    >
                      Close…
                    </Button>
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing ? (
        <EditFinding upgrade={upgrade} finding={editing} members={members} onClose={() => setEditing(null)} />
      ) : null}
      <ConfirmDialog
        open={closing !== null}
        onClose={() => setClosing(null)}
        title={closing ? `Close finding ${closing.number}?` : ""}
        confirmLabel="Close the finding"
        reason={{ label: "What was done", hint: "Part of what is signed at the exit gate.", required: true }}
        onConfirm={async (done) => {
          if (!closing) return { ok: true };
          const result = await closeFindingAction({
            upgrade,
            finding: closing.id,
            version: closing.version,
            done,
          });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {closing?.what}
      </ConfirmDialog>
    </Card>
  );
}

function EditFinding({
  upgrade,
  finding,
  members,
  onClose,
}: {
  upgrade: string;
  finding: FindingView;
  members: readonly CareMember[];
  onClose: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    action: editFindingAction,
    input: (values) => ({
      upgrade,
      finding: finding.id,
      version: finding.version,
      ...findingOf(values),
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog form={form} title={`Change finding ${finding.number}`} submit="Save" onClose={onClose}>
      <FindingFields form={form} prefix="" members={members} was={finding} />
    </FormDialog>
  );
}
