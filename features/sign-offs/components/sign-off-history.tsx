import { ChevronRight } from "lucide-react";
import { Card } from "@/components/ui/card";
import { DiffList } from "@/components/ui/diff-list";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { SignOffView } from "../schema";
import { WithdrawButton } from "./withdraw-button";

interface SignOffHistoryProps {
  upgrade: string;
  label: string;
  signOffs: readonly SignOffView[];
  /** The asker: only their own decisions carry a button. */
  personId: string;
  manifestHref: (signOff: string) => string;
  zone: string;
  now: string;
}

export const meaningWords = {
  reviewed: "Reviewed",
  approved: "Approved",
  accepted_with_conditions: "Accepted with conditions",
} as const;

/** Every decision on the gate, the latest first: withdrawn, stale and replaced ones stay readable. */
export function SignOffHistory({ signOffs, ...props }: SignOffHistoryProps) {
  if (signOffs.length === 0) return null;
  return (
    <Card title="Signatures so far" className="mt-4">
      <ul>
        {signOffs.map((signOff) => (
          <Entry key={signOff.id} signOff={signOff} {...props} />
        ))}
      </ul>
    </Card>
  );
}

function Entry({
  signOff,
  upgrade,
  label,
  personId,
  manifestHref,
  zone,
  now,
}: Omit<SignOffHistoryProps, "signOffs"> & { signOff: SignOffView }) {
  const { id, by, decision, meaning, statement, state, changes } = signOff;
  return (
    <li id={`sign-off-${id}`} className="border-t border-line px-3.5 py-2.5 target:bg-select-bg">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="font-semibold">{by.name}</b>
        <span className="text-ink-3">
          {decision === "reject" ? "rejected" : meaning ? meaningWords[meaning].toLowerCase() : "signed"} as{" "}
          {signOff.roles.join(" and ")}, <Time value={signOff.signedAt} zone={zone} now={now} show="day" />
        </span>
        <StateOf state={state} />
        {by.id === personId && signOff.cannotWithdraw ? (
          <span className="ml-auto">
            <WithdrawButton
              upgrade={upgrade}
              signOff={id}
              label={label}
              decision={decision}
              cannot={signOff.cannotWithdraw}
            />
          </span>
        ) : null}
      </div>
      {statement ? <p className="mt-1 text-ink-2 wrap-anywhere">“{statement}”</p> : null}
      {signOff.withdrawnAt ? (
        <p className="mt-1 text-ink-3">
          Withdrawn <Time value={signOff.withdrawnAt} zone={zone} now={now} show="day" />:{" "}
          {signOff.withdrawnReason}
        </p>
      ) : null}
      {signOff.staleAt ? (
        <details className="group mt-1" open={state === "stale"}>
          <summary className="cursor-pointer list-none text-stale">
            <ChevronRight size={14} aria-hidden="true" className="mr-1 inline group-open:rotate-90" />
            Stale since <Time value={signOff.staleAt} zone={zone} now={now} show="day" />:{" "}
            {changes.length > 0 ? plural(changes.length, "change") : "a waiver it rests on has ended"}
          </summary>
          <DiffList
            label={`What changed since ${by.name} signed`}
            items={changes.slice(0, 100).map(({ subject, was, is }, index) => ({
              key: `${index} ${subject}`,
              label: subject,
              was,
              is,
            }))}
          />
          {changes.length > 100 ? (
            <p className="text-ink-3">and {changes.length - 100} more; the manifest names them all</p>
          ) : null}
        </details>
      ) : null}
      <p className="mt-1 text-xs text-ink-3">
        manifest <code className="font-mono">{signOff.manifestSha256.slice(0, 12)}…</code> ·{" "}
        <a
          className="link"
          href={manifestHref(id)}
          download={`${label.replaceAll(/[^\w-]+/g, "-")}-${by.name.replaceAll(/\W+/g, "-")}.json`}
        >
          download as signed
        </a>
      </p>
    </li>
  );
}

function StateOf({ state }: { state: SignOffView["state"] }) {
  switch (state) {
    case "standing":
      return <StateChip state="done">Stands</StateChip>;
    case "stale":
      return <StateChip state="waiting" stale />;
    case "rejected":
      return <StateChip state="blocked">Rejected</StateChip>;
    case "withdrawn":
      return <StateChip state="na">Withdrawn</StateChip>;
    case "replaced":
      return <StateChip state="na">Replaced</StateChip>;
  }
}
