"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import {
  archiveUpgradeAction,
  cloneUpgradeAction,
  relaxSigningAction,
  restoreUpgradeAction,
} from "../actions";
import type { UpgradeView } from "../queries";

/** The rule of signing, cloning, archiving: each asked for once more, each kept in the history. */
export function Closing({ upgrade }: { upgrade: UpgradeView }) {
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
      <Row
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
      <Row
        title="Clone"
        text="Another upgrade with the same playbook version, answers, environments and people, without any work."
        action={
          <Button reason={refused["upgrade.clone"] ?? null} onClick={() => setOpen("clone")}>
            Clone
          </Button>
        }
      />
      <Row
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
      {open === "clone" ? <CloneDialog upgrade={upgrade} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function Row({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-3.5 py-3">
      <div className="min-w-56 flex-1">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-ink-2">{text}</p>
      </div>
      {action}
    </div>
  );
}

function CloneDialog({ upgrade, onClose }: { upgrade: UpgradeView; onClose: () => void }) {
  const router = useRouter();
  const [key, setKey] = useState("");
  const [title, setTitle] = useState(`${upgrade.title} (copy)`);
  const [failure, setFailure] = useState<string | null>(null);
  const clone = async () => {
    const result = await cloneUpgradeAction({ upgrade: upgrade.key, key, title });
    if (result.ok) router.push(paths.upgrade(result.output.key));
    else setFailure(result.message);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Clone ${upgrade.key}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => void clone()}>
            Clone
          </Button>
        </>
      }
    >
      <div className="grid gap-3.5">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        <TextInput
          label="Key of the new upgrade"
          required
          maxLength={20}
          value={key}
          onChange={(event) => setKey(event.target.value.toUpperCase())}
        />
        <TextInput label="Title" required value={title} onChange={(event) => setTitle(event.target.value)} />
      </div>
    </Dialog>
  );
}
