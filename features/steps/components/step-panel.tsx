"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Link } from "@/components/ui/link";
import { MarkdownLazy } from "@/components/ui/markdown-lazy";
import { Menu } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { Facts, SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { stepStateNames } from "@/domain/step";
import { CommentsSection } from "@/features/comments/components/comments-section";
import { EvidenceSection } from "@/features/evidence/components/evidence-section";
import { NamedBySection } from "@/features/references/components/named-by";
import { listWords } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { StepDetails, StepRow } from "../schema/reading";
import { LinkedSteps } from "./linked-steps";
import { StepAttestationsLazy } from "./step-attestations-lazy";
import { doingFor, type QuickDoing } from "./step-doing";
import { StepMore } from "./step-more";
import type { StepPanelProps, WithDetails } from "./step-panel-props";
import { StepPause } from "./step-pause";
import { StepPlanning } from "./step-planning";
import { StepHistory } from "./step-record";
import { useStepDetails } from "./use-step-details";

/** Everything about the open step: what to do, why, how to prove it, how to go back, who said what. */
export function StepPanel(props: StepPanelProps) {
  const { upgrade, row, pulse, zone, watchers, closeHref, focusOn, onFocused, onDo } = props;
  const { details, failed, load } = useStepDetails(upgrade, row.id, pulse);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!focusOn || !details) return;
    const target = place.current?.querySelector<HTMLElement>(
      `[data-place="${focusOn}"] :is(input:not([type=hidden]), textarea, button)`,
    );
    target?.scrollIntoView({ block: "center" });
    target?.focus();
    onFocused();
  }, [focusOn, details, onFocused]);

  const eyebrow = [row.code, row.phaseTitle, row.required ? "required" : "optional"].join(" · ");
  return (
    <SidePanel
      title={row.title}
      eyebrow={eyebrow}
      closeHref={closeHref}
      actions={
        <Actions
          row={row}
          details={details}
          onDo={onDo}
          more={details ? <StepMore {...props} details={details} reload={load} /> : null}
        />
      }
    >
      <div ref={place} className="grid grid-cols-1 gap-5">
        {failed ? (
          <ErrorPanel
            title="The step could not be read."
            action={
              <Button size="sm" onClick={() => void load()}>
                Try again
              </Button>
            }
          />
        ) : null}
        {watchers.length > 0 ? <p className="text-doing">Here now: {listWords(watchers)}</p> : null}
        {details ? (
          <Body {...props} details={details} reload={load} zone={zone} />
        ) : failed ? null : (
          <Skeleton lines={6} />
        )}
      </div>
    </SidePanel>
  );
}

const mainDoings: Record<StepRow["state"], readonly QuickDoing[]> = {
  todo: ["start", "finish", "block"],
  doing: ["finish", "pause", "block"],
  blocked: ["unblock"],
  done: ["reopen"],
  skipped: ["reopen"],
  not_applicable: ["reopen"],
};
const otherDoings: Record<StepRow["state"], readonly QuickDoing[]> = {
  todo: ["skip", "markNotApplicable"],
  doing: ["reopen", "skip", "markNotApplicable"],
  blocked: ["skip", "markNotApplicable"],
  done: [],
  skipped: [],
  not_applicable: [],
};

function Actions({
  row,
  details,
  onDo,
  more,
}: {
  row: StepRow;
  details: StepDetails | null;
  onDo: (doing: QuickDoing) => void;
  more: ReactNode;
}) {
  const why = (doing: QuickDoing) => details?.refused[doing] ?? null;
  const main = row.skipRequest
    ? (["confirmSkip", "declineSkip"] as const)
    : row.paused
      ? (["resume", "finish", "block"] as const)
      : mainDoings[row.state];
  const others = otherDoings[row.state];
  return (
    <>
      {main.map((doing, index) => (
        <Button
          key={doing}
          variant={index === 0 ? "primary" : "default"}
          {...(doingFor(row, doing).kbd && index === 0 ? { kbd: doingFor(row, doing).kbd } : {})}
          reason={why(doing)}
          onClick={() => onDo(doing)}
        >
          {doingFor(row, doing).label}
        </Button>
      ))}
      {others.length > 0 ? (
        <Menu
          label="More for this step"
          trigger="More"
          items={others.map((doing) => ({
            label: doingFor(row, doing).label,
            reason: why(doing),
            ...(doingFor(row, doing).kbd && { kbd: doingFor(row, doing).kbd }),
            onSelect: () => onDo(doing),
          }))}
        />
      ) : null}
      {more}
    </>
  );
}

function Body(props: WithDetails) {
  const { details, row, upgrade, members, zone, sync, reload } = props;
  const refresh = async () => {
    await sync();
    await reload();
  };
  return (
    <>
      {row.skipRequest ? (
        <Notice title={`${row.skipRequest.by.name} asks to skip this required step.`}>
          {row.skipRequest.reason} A second person confirms or declines.
        </Notice>
      ) : null}
      {row.stateReason ? (
        <Notice tone={row.state === "blocked" ? "error" : "info"}>{row.stateReason}</Notice>
      ) : null}
      <StepPause paused={row.paused} zone={zone} />
      {row.state === "todo" && details.cannotStart.length > 0 ? (
        <Notice tone="warning" title="It can't start yet.">
          <ul className="list-disc pl-4">
            {details.cannotStart.map((reason) => (
              <li key={reason.message}>{reason.message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Facts
        items={[
          ...(details.why ? [{ label: "Why", value: details.why }] : []),
          { label: "Status", value: <Status {...props} /> },
          ...(details.waitsFor.length > 0
            ? [
                {
                  label: "After",
                  value: (
                    <LinkedSteps
                      steps={details.waitsFor}
                      upgrade={upgrade}
                      here={details.environment?.key ?? null}
                    />
                  ),
                },
              ]
            : []),
          ...(details.leadsTo.length > 0
            ? [
                {
                  label: "Before",
                  value: (
                    <LinkedSteps
                      steps={details.leadsTo}
                      upgrade={upgrade}
                      here={details.environment?.key ?? null}
                    />
                  ),
                },
              ]
            : []),
          { label: "Proof", value: proofOf(details) },
          ...(details.backOut.text ? [{ label: "Back out", value: details.backOut.text }] : []),
          ...(details.reason ? [{ label: "Here because", value: details.reason }] : []),
        ]}
      />
      {details.missingVariables.length > 0 ? (
        <Notice tone="warning" title="Values are missing:">
          {listWords(details.missingVariables.map((name) => `{{${name}}}`))}.{" "}
          {details.environment ? (
            <Link className="link" href={paths.environmentVariables(upgrade, details.environment.key)}>
              Set them for {details.environment.name}
            </Link>
          ) : null}
        </Notice>
      ) : null}
      {details.instructions.text ? <MarkdownLazy text={details.instructions.text} /> : null}
      {details.commands.map((command) => (
        <div key={`${command.label} ${command.run}`} className="grid gap-1">
          <p className="text-sm text-ink-2">{command.label}</p>
          <CodeBlock code={command.run} label={command.label} />
        </div>
      ))}
      <StepPlanning {...props} />
      {details.attestation ? <StepAttestationsLazy {...props} /> : null}
      <EvidenceSection
        upgrade={upgrade}
        of={{ step: details.id }}
        items={details.evidenceItems}
        refused={details.refused.addEvidence ?? null}
        zone={zone}
        onChanged={refresh}
      />
      <CommentsSection
        upgrade={upgrade}
        on={{ step: details.id }}
        items={details.commentItems}
        members={members}
        refused={details.refused.comment ?? null}
        zone={zone}
        onChanged={refresh}
      />
      <NamedBySection items={details.namedBy} />
      <StepHistory items={details.history} zone={zone} />
      {details.sources.length > 0 ? (
        <p className="text-sm wrap-anywhere text-ink-3">Sources: {details.sources.join(" · ")}</p>
      ) : null}
    </>
  );
}

function Status({ row, zone }: WithDetails) {
  const times = (
    <>
      {row.startedAt ? (
        <>
          started <Time value={row.startedAt} zone={zone} />
        </>
      ) : null}
      {row.finishedAt ? (
        <>
          {" "}
          finished <Time value={row.finishedAt} zone={zone} />
          {row.doneBy ? ` by ${row.doneBy.name}` : ""}
        </>
      ) : null}
    </>
  );
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="first-letter:uppercase">{stepStateNames[row.state]}</span>
      {row.late ? <Chip tone="stale">late</Chip> : null}
      <span className="text-ink-3">{times}</span>
    </span>
  );
}

const proofWords = {
  none: "None required",
  any: "Something is required",
  note: "A note is required",
  link: "A link is required",
  file: "A file is required",
} as const;

function proofOf(details: StepDetails) {
  const what = details.evidenceWhat ? `: ${details.evidenceWhat}` : "";
  const text = `${proofWords[details.evidenceRequired]}${what}`;
  return details.evidenceMissing ? (
    <span className={details.state === "doing" ? "text-blocked" : undefined}>{text}; none yet</span>
  ) : (
    text
  );
}
