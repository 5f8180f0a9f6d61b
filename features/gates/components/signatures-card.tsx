import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { roleNames } from "@/domain/role";
import { SignButtons } from "@/features/sign-offs/components/sign-buttons";
import { meaningWords } from "@/features/sign-offs/components/sign-off-history";
import { listWords } from "@/lib/format";
import type { GateView, SlotView } from "../schema";
import { SlotsButton } from "./slots-dialog";

interface SignaturesCardProps {
  upgrade: string;
  view: GateView;
  manifestHref: string;
  zone: string;
  now: string;
}

/** Who signed, who still can, who can't and why; and the buttons to do it. */
export function SignaturesCard({ upgrade, view, manifestHref, zone, now }: SignaturesCardProps) {
  const { cannot } = view;
  return (
    <Card
      title="Signatures"
      action={
        <SlotsButton
          upgrade={upgrade}
          environment={view.environment.key}
          gate={view.gate}
          label={view.label}
          version={view.version}
          slots={view.slots.map(({ role, count }) => ({ role, count }))}
          cannot={cannot.setSlots}
        />
      }
    >
      {view.slots.length === 0 ? (
        <p className="border-t border-line px-4 py-2.5 text-ink-3">
          No signature is asked for: the gate opens by itself when nothing blocks it.
        </p>
      ) : (
        <ul aria-label="Signatures asked for">
          {view.slots.map((slot) => (
            <Slot key={slot.role} slot={slot} stale={staleOf(view, slot)} zone={zone} now={now} />
          ))}
        </ul>
      )}
      {view.doersMaySign && view.slots.length > 0 ? (
        <p className="border-t border-line px-4 py-2.5 text-xs text-stale">
          In this upgrade who did the work may also sign it.
        </p>
      ) : null}
      {view.slots.length > 0 ? (
        <div className="no-print border-t border-line px-4 py-3">
          <SignButtons
            upgrade={upgrade}
            environment={view.environment.key}
            gate={view.gate}
            label={view.label}
            manifestHref={manifestHref}
            cannotApprove={cannot.approve}
            cannotReject={cannot.reject}
          />
          {cannot.approve.length > 0 ? (
            <p className="mt-2 text-xs text-ink-3">{cannot.approve.join(" ")}</p>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}

/** Stale signatures of the slot's role whose place is still empty. */
const staleOf = (view: GateView, slot: SlotView) =>
  slot.missing === 0
    ? []
    : view.signOffs.filter(({ state, roles }) => state === "stale" && roles.includes(slot.role));

function Slot({
  slot,
  stale,
  zone,
  now,
}: {
  slot: SlotView;
  stale: GateView["signOffs"];
  zone: string;
  now: string;
}) {
  const signed = slot.count - slot.missing;
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <b className="font-semibold">
          {roleNames[slot.role]}
          {slot.count > 1 ? <span className="num font-normal text-ink-3"> × {slot.count}</span> : null}
        </b>
        {slot.missing === 0 ? (
          <StateChip state="done">{`${signed} of ${slot.count} signed`}</StateChip>
        ) : stale.length > 0 ? (
          <StateChip state="waiting" stale>
            {signed > 0 ? `${signed} of ${slot.count}, stale` : "stale"}
          </StateChip>
        ) : (
          <StateChip state="waiting">{signed > 0 ? `${signed} of ${slot.count} signed` : "open"}</StateChip>
        )}
      </div>
      {slot.filledBy.map((signOff) => (
        <small key={signOff.id} className="block text-xs text-ink-3">
          {signOff.by.name}, <Time value={signOff.signedAt} zone={zone} now={now} show="day" />:{" "}
          {signOff.meaning ? meaningWords[signOff.meaning].toLowerCase() : "signed"}
        </small>
      ))}
      {stale.map((signOff) => (
        <small key={signOff.id} className="block text-xs text-ink-3">
          {signOff.by.name}, <Time value={signOff.signedAt} zone={zone} now={now} show="day" />: needs to sign
          again.{" "}
          <a className="link" href={`#sign-off-${signOff.id}`}>
            See what changed
          </a>
        </small>
      ))}
      {slot.missing > 0 ? (
        <small className="block text-xs text-ink-3">
          {slot.can.length > 0
            ? `Can sign: ${listWords(slot.can.map(({ name }) => name))}. `
            : "Nobody in the upgrade can sign this: add somebody with the role. "}
          {slot.cannot
            .filter(({ reason }) => reason !== "has signed")
            .map(({ person, reason }) => `Not ${person.name}: ${reason}. `)}
        </small>
      ) : null}
    </li>
  );
}
