"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { archiveUpgradeAction, relaxSigningAction, restoreUpgradeAction } from "../actions";
import type { UpgradeView } from "../queries";
import { CloneDialog } from "./clone-dialog";
import { SettingRow } from "./setting-row";

/** The rule of signing, cloning, archiving: each asked for once more, each kept in the history. `releases` are those of the playbook. */
export function Closing({ upgrade, releases }: { upgrade: UpgradeView; releases: readonly string[] }) {
  const router = useRouter();
  const [open, setOpen] = useState<"signing" | "archive" | "clone" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { refused } = upgrade;
  const seen = { upgrade: upgrade.key, version: upgrade.version };
  const answered = (result: { ok: true } | { ok: false; message: string }) => {
    if (result.ok) router.refresh();
    return result.ok ? ({ ok: true } as const) : { ok: false as const, message: result.message };
  };
  const may = upgrade.doersMaySign;
  return (
    <div className="grid gap-4">
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      <SettingRow
        title="Signing"
        text={
          may
            ? "People may sign gates of environments in which they did the work. Every signature says so."
            : "Whoever did the work does not sign it."
        }
        action={
          <Button reason={refused["upgrade.relaxSigning"] ?? null} onClick={() => setOpen("signing")}>
            {may ? "Require others to sign" : "Allow signing one's own work"}
          </Button>
        }
      />
      <SettingRow
        title="Clone"
        text="Another upgrade with the same playbook version, answers, environments, people, inventories and tests of your own, without any work: a copy, or the next hop of the path."
        action={
          <Button reason={refused["upgrade.clone"] ?? null} onClick={() => setOpen("clone")}>
            Clone
          </Button>
        }
      />
      <SettingRow
        title={upgrade.archivedAt ? "Archived" : "Archive"}
        text={
          upgrade.archivedAt
            ? "Everything stays readable; nothing can be changed."
            : "When it is over: everything stays readable, nothing can be changed, and it leaves the list."
        }
        action={
          upgrade.archivedAt ? (
            <Button
              reason={refused["upgrade.restore"] ?? null}
              onClick={async () => {
                const result = answered(await restoreUpgradeAction(seen));
                setFailure(result.ok ? null : result.message);
              }}
            >
              Bring it back
            </Button>
          ) : (
            <Button
              variant="danger"
              reason={refused["upgrade.archive"] ?? null}
              onClick={() => setOpen("archive")}
            >
              Archive
            </Button>
          )
        }
      />
      <ConfirmDialog
        open={open === "signing"}
        onClose={() => setOpen(null)}
        title={
          may ? "Require that nobody signs their own work?" : "Allow people to sign what they did themselves?"
        }
        confirmLabel={may ? "Require it" : "Allow it"}
        reason={{ label: "Why", hint: "Kept in the history; an auditor will read it.", required: true }}
        onConfirm={async (reason) =>
          answered(await relaxSigningAction({ ...seen, doersMaySign: !may, reason }))
        }
      />
      <ConfirmDialog
        open={open === "archive"}
        onClose={() => setOpen(null)}
        title={`Archive ${upgrade.key}?`}
        confirmLabel="Archive"
        danger
        reason={{ label: "Why it is over", required: true }}
        onConfirm={async (reason) => answered(await archiveUpgradeAction({ ...seen, reason }))}
      />
      {open === "clone" ? (
        <CloneDialog upgrade={upgrade} releases={releases} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
