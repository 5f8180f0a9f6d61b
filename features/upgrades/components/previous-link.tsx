"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import { followPreviousAction, linkPreviousAction, unlinkPreviousAction } from "../actions";
import type { UpgradeView } from "../queries";
import type { PreviousView } from "../schema";
import { SettingRow } from "./setting-row";

interface PreviousLinkProps {
  upgrade: UpgradeView;
  linked: PreviousView;
  zone: string;
  now: string;
}

/** The upgrade of the hop before: linked, waited for, found in production; and those that wait for this one. */
export function PreviousLink({ upgrade, linked, zone, now }: PreviousLinkProps) {
  return (
    <div id="previous" className="grid scroll-mt-16 gap-4">
      {linked.previous ? (
        <Linked upgrade={upgrade} linked={linked} previous={linked.previous} zone={zone} now={now} />
      ) : (
        <Unlinked upgrade={upgrade} linked={linked} />
      )}
      {linked.next.map((next) => (
        <SettingRow
          key={next.key}
          title={
            <>
              Before{" "}
              <Link href={paths.upgrade(next.key)} className="link">
                {next.key}
              </Link>
            </>
          }
          text={`“${next.title}”, ${next.from} → ${next.to}, ${next.waits ? "waits until this upgrade is in production" : "has found this upgrade in production"}.`}
        />
      ))}
    </div>
  );
}

/** Runs one of the actions, shows why it was refused, and reads the page again when it was not. */
function useAnswers() {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (doing: Promise<{ ok: true } | { ok: false; message: string }>) => {
    const result = await doing;
    setFailure(result.ok ? null : result.message);
    if (result.ok) router.refresh();
    return result.ok ? ({ ok: true } as const) : { ok: false as const, message: result.message };
  };
  const shown = failure ? (
    <Notice tone="error" live>
      {failure}
    </Notice>
  ) : null;
  return { run, shown };
}

function Linked({
  upgrade,
  linked: { version },
  previous: { key, signedAt, seen },
  zone,
  now,
}: PreviousLinkProps & { previous: NonNullable<PreviousView["previous"]> }) {
  const { run, shown } = useAnswers();
  const [open, setOpen] = useState(false);
  return (
    <>
      {shown}
      <SettingRow
        title={
          <>
            After{" "}
            {seen ? (
              <Link href={paths.upgrade(key)} className="link">
                {key}
              </Link>
            ) : (
              key
            )}
          </>
        }
        text={
          <>
            {seen
              ? `“${seen.title}”, ${seen.from} → ${seen.to}${seen.archived ? ", archived" : ""}. `
              : "You are not a member of it. "}
            {signedAt ? (
              <>
                Found in production <Time value={signedAt} zone={zone} now={now} show="day" />. This upgrade
                stays unlocked, whatever changes there.
              </>
            ) : (
              "Not in production yet: the first gate stays shut until it is. Liftlock looks by itself every few seconds."
            )}
          </>
        }
        action={
          <div className="flex flex-wrap gap-2">
            {signedAt ? null : (
              <Button
                reason={upgrade.refused["upgrade.followPrevious"] ?? null}
                onClick={() => void run(followPreviousAction({ upgrade: upgrade.key }))}
              >
                Look again
              </Button>
            )}
            <Button reason={upgrade.refused["upgrade.unlinkPrevious"] ?? null} onClick={() => setOpen(true)}>
              Take the link away
            </Button>
          </div>
        }
      />
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Take the link to ${key} away?`}
        confirmLabel="Take it away"
        reason={{ label: "Why", hint: "Kept in the history; an auditor will read it.", required: true }}
        onConfirm={(reason) => run(unlinkPreviousAction({ upgrade: upgrade.key, version, reason }))}
      >
        {signedAt ? null : "This upgrade then no longer waits until that one is in production."}
      </ConfirmDialog>
    </>
  );
}

function Unlinked({ upgrade, linked: { version, choices } }: Pick<PreviousLinkProps, "upgrade" | "linked">) {
  const { run, shown } = useAnswers();
  const [previous, setPrevious] = useState("");
  const refused = upgrade.refused["upgrade.linkPrevious"] ?? null;
  const nothing =
    choices.length === 0 ? `None of your upgrades leads to ${upgrade.from}, where this one starts.` : null;
  return (
    <>
      {shown}
      <SettingRow
        title="Linked to no upgrade"
        text="On a path of several hops, link this upgrade behind the hop before: its first gate then stays shut until that one is in production."
        action={
          <div className="flex flex-wrap items-end gap-2">
            {choices.length > 0 ? (
              <Select
                label="Hop before"
                empty="Choose…"
                value={previous}
                onChange={(event) => setPrevious(event.target.value)}
                options={choices.map(({ key, from, to }) => ({
                  value: key,
                  label: `${key} (${from} → ${to})`,
                }))}
              />
            ) : null}
            <Button
              reason={
                refused ?? nothing ?? (previous === "" ? "Choose the upgrade of the hop before." : null)
              }
              onClick={() => void run(linkPreviousAction({ upgrade: upgrade.key, version, previous }))}
            >
              Link
            </Button>
          </div>
        }
      />
    </>
  );
}
