"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import type { Tone } from "@/components/ui/tone";
import type { ParityState } from "@/domain/parity";
import { plural } from "@/lib/format";
import { acceptParityAction, setTraitsAction, withdrawParityAction } from "../actions";
import type { ParityView } from "../schema/parity";
import { ParityProposal } from "./parity-proposal";

type Line = ParityView["lines"][number];
type Place = { key: string; name: string };
type Side = "here" | "production";

const words: Record<ParityState, { label: string; tone: Tone }> = {
  same: { label: "The same", tone: "done" },
  accepted: { label: "Accepted", tone: "na" },
  different: { label: "Different", tone: "stale" },
  unknown: { label: "Not written down", tone: "idle" },
};

const proposalOf = (side: Side, line: Line) =>
  side === "here" ? line.hereProposal : line.productionProposal;

interface ParityFormProps {
  upgrade: string;
  view: ParityView;
  here: Place;
  production: Place;
  refused: Readonly<Record<string, string>>;
}

/** Both columns to fill in, each line with what follows from it. What was typed stays when somebody else was faster. */
export function ParityForm({ upgrade, view, here, production, refused }: ParityFormProps) {
  const router = useRouter();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [asking, setAsking] = useState<{ line: Line; what: "accept" | "withdraw" } | null>(null);
  const cell = (side: Side, line: Line) => `${side} ${line.key}`;
  const changed = (side: Side) =>
    view.lines.filter((line) => {
      const text = typed[cell(side, line)];
      return text !== undefined && text.trim() !== (line[side] ?? "");
    });
  const dirty = changed("here").length + changed("production").length;

  const save = async () => {
    setPending(true);
    setFailure(null);
    for (const [side, place] of [
      ["here", here],
      ["production", production],
    ] as const) {
      const lines = changed(side);
      if (lines.length === 0) continue;
      const result = await setTraitsAction({
        upgrade,
        environment: place.key,
        traits: lines.map((line) => ({
          key: line.key,
          value: typed[cell(side, line)]?.trim() || null,
          version: side === "here" ? line.hereVersion : line.productionVersion,
        })),
      });
      if (!result.ok) {
        setPending(false);
        setFailure(
          `${result.message} What you typed is still here; look at what is there now, and save again.`,
        );
        router.refresh();
        return;
      }
      setTyped((all) =>
        Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(`${side} `))),
      );
    }
    setPending(false);
    void notify({ message: "Written down" });
    router.refresh();
  };

  /** Writes down what the inventory proposes; the version that was seen goes along, so that nothing newer is overwritten. */
  const take = async (side: Side, place: Place, lines: readonly Line[]) => {
    setPending(true);
    setFailure(null);
    const result = await setTraitsAction({
      upgrade,
      environment: place.key,
      traits: lines.map((line) => ({
        key: line.key,
        value: proposalOf(side, line)?.value ?? null,
        version: side === "here" ? line.hereVersion : line.productionVersion,
      })),
    });
    setPending(false);
    if (result.ok) {
      const taken = new Set(lines.map((line) => cell(side, line)));
      setTyped((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !taken.has(name))));
      void notify({ message: "Written down from the inventory" });
    } else setFailure(result.message);
    router.refresh();
  };
  const open = (side: Side) =>
    view.lines.filter((line) => line[side] === null && proposalOf(side, line) !== null);

  const field = (side: Side, place: Place, line: Line) => (
    <div className="grid gap-1">
      <TextInput
        label={`${line.label}, ${place.name}`}
        labelHidden
        hint={
          typed[cell(side, line)] !== undefined &&
          typed[cell(side, line)]?.trim() !== (line[side] ?? "") &&
          line[side]
            ? `Was ${line[side]}`
            : undefined
        }
        placeholder={place.name}
        maxLength={300}
        readOnly={Boolean(refused["environment.setTraits"])}
        value={typed[cell(side, line)] ?? line[side] ?? ""}
        onChange={(event) => setTyped({ ...typed, [cell(side, line)]: event.target.value })}
      />
      <ParityProposal
        proposal={proposalOf(side, line)}
        present={line[side]}
        about={`${line.label} of ${place.name}`}
        pending={pending}
        refused={refused["environment.setTraits"] ?? null}
        onTake={() => void take(side, place, [line])}
      />
    </div>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure ? (
        <Notice tone="error" live className="mb-3">
          {failure}
        </Notice>
      ) : null}
      {(
        [
          ["here", here],
          ["production", production],
        ] as const
      ).map(([side, place]) =>
        open(side).length === 0 ? null : (
          <Notice
            key={side}
            className="mb-3"
            action={
              <Button
                size="sm"
                pending={pending}
                reason={refused["environment.setTraits"] ?? null}
                onClick={() => void take(side, place, open(side))}
              >
                Take {open(side).length === 1 ? "it" : "them"}
                <span className="sr-only"> for {place.name}</span>
              </Button>
            }
          >
            The inventory of nodes answers {plural(open(side).length, "point")} of {place.name} that nobody
            wrote down.
          </Notice>
        ),
      )}
      <div
        aria-hidden="true"
        className="hidden gap-x-3 px-3.5 pb-1.5 text-sm font-medium text-ink-3 md:grid md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1fr)_190px]"
      >
        <span>Point</span>
        <span>{here.name}</span>
        <span>{production.name}</span>
        <span>How they compare</span>
      </div>
      <ul className="card" aria-label="Points compared">
        {view.lines.map((line) => (
          <li
            key={line.key}
            className="grid items-start gap-x-3 gap-y-1.5 border-t border-line px-3.5 py-2.5 first:border-t-0 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1fr)_190px]"
          >
            <div>
              <p className="font-medium">{line.label}</p>
              <p className="text-sm text-ink-3">{line.why}</p>
            </div>
            {field("here", here, line)}
            {field("production", production, line)}
            <div className="flex flex-wrap items-center gap-2">
              <Chip tone={words[line.state].tone}>{words[line.state].label}</Chip>
              {line.state === "different" ? (
                <Button
                  size="sm"
                  reason={refused["parity.accept"] ?? null}
                  onClick={() => setAsking({ line, what: "accept" })}
                >
                  Accept<span className="sr-only"> the difference in {line.label}</span>
                </Button>
              ) : line.state === "accepted" ? (
                <Button
                  size="sm"
                  reason={refused["parity.withdraw"] ?? null}
                  onClick={() => setAsking({ line, what: "withdraw" })}
                >
                  Take back<span className="sr-only"> that {line.label} is accepted</span>
                </Button>
              ) : null}
              {line.reason ? <p className="w-full text-sm wrap-anywhere text-ink-3">{line.reason}</p> : null}
            </div>
          </li>
        ))}
      </ul>
      <Button
        type="submit"
        variant="primary"
        className="mt-3"
        pending={pending}
        reason={refused["environment.setTraits"] ?? (dirty === 0 ? "Nothing is changed yet." : null)}
      >
        Save
      </Button>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={
          asking?.what === "accept"
            ? `Accept that ${here.name} differs in ${asking.line.label.toLowerCase()}?`
            : `No longer accept the difference in ${asking?.line.label.toLowerCase()}?`
        }
        confirmLabel={asking?.what === "accept" ? "Accept" : "Take back"}
        reason={{ label: "Why", hint: "An auditor will read it.", required: true }}
        onConfirm={async (reason) => {
          if (!asking) return { ok: true };
          const { line, what } = asking;
          const of = { upgrade, environment: here.key, trait: line.key, reason };
          const result =
            what === "accept"
              ? await acceptParityAction({ ...of, here: line.here ?? "", production: line.production ?? "" })
              : await withdrawParityAction(of);
          router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {asking?.what === "accept"
          ? `${asking.line.here} here, ${asking.line.production} in production. It holds for these values: when one changes, it is asked again.`
          : null}
      </ConfirmDialog>
    </form>
  );
}
