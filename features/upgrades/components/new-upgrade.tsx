"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { TabLinks } from "@/components/ui/tab-links";
import type { EnvironmentKind } from "@/domain/environment";
import {
  type PlaybookDetails,
  type PlaybookRow,
  usePlanPreview,
} from "@/features/playbooks/components/use-plan-preview";
import { paths } from "@/lib/paths";
import { createUpgradeAction } from "../actions";
import {
  type Draft,
  emptyDraft,
  inputOf,
  keepDraft,
  keptDraft,
  type Part,
  parts,
  partTitles,
  type SlotCounts,
} from "./draft";
import { EnvironmentsPart } from "./environments-part";
import { faultsIn, firstFaulty, partOf } from "./faults";
import { NamePart } from "./name-part";
import { type KnownPerson, PeoplePart } from "./people-part";
import { PlanSoFar } from "./plan-so-far";
import { QuestionsPart } from "./questions-part";
import { VersionsPart } from "./versions-part";

interface NewUpgradeProps {
  playbooks: readonly PlaybookRow[];
  people: readonly KnownPerson[];
  me: { id: string; name: string };
  zones: readonly string[];
}

const partAddress = (part: Part) => `${paths.newUpgrade()}?part=${part}`;
const countsOf = (slots: readonly { role: string; count: number }[] | undefined): SlotCounts =>
  Object.fromEntries((slots ?? []).map(({ role, count }) => [role, count]));

/** From nothing to an upgrade: product and path, questions, environments, people, name. The draft survives a reload. */
export function NewUpgrade({ playbooks, people, me, zones }: NewUpgradeProps) {
  const router = useRouter();
  const asked = useSearchParams().get("part");
  const part = parts.find((one) => one === asked) ?? "versions";
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();
  const ready = useRef(false);
  const { details, path, preview } = usePlanPreview(draft);

  useEffect(() => {
    const kept = keptDraft();
    setDraft({
      ...kept,
      homeZone: kept.homeZone || Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    });
    ready.current = true;
  }, []);
  useEffect(() => {
    if (ready.current) keepDraft(draft);
  }, [draft]);

  const change = (some: Partial<Draft>) => setDraft((was) => ({ ...was, ...some }));
  const proposed = (kind: EnvironmentKind) => ({
    entry: countsOf(details?.slots[kind]?.entry),
    exit: countsOf(details?.slots[kind]?.exit),
  });
  useProposals(details, draft, change);

  const at = parts.indexOf(part);
  const next = parts[at + 1];
  const here = faultsIn(part, draft, path).length;
  const { errors, faulty, showAll, goTo } = useFaults(part, draft, path, failure?.fields ?? none);
  const choose = (row: PlaybookRow) =>
    setDraft((was) => ({
      ...emptyDraft,
      members: was.members,
      key: was.key,
      title: was.title,
      homeZone: was.homeZone,
      playbook: { slug: row.slug, version: row.version },
    }));
  const answer = (id: string, value: string | boolean | null) => {
    const { [id]: _, ...others } = draft.answers;
    change({ answers: value === null ? others : { ...others, [id]: value } });
  };
  const create = () => {
    const first = firstFaulty(draft, path);
    showAll();
    if (first) return goTo(first);
    start(async () => {
      const result = await createUpgradeAction(inputOf(draft));
      if (!result.ok) {
        const fields = result.fieldErrors ?? {};
        setFailure({ message: result.message, fields });
        const [field] = Object.keys(fields);
        if (field) goTo(partOf(field));
        return;
      }
      ready.current = false;
      keepDraft(null);
      router.push(paths.upgrade(result.output.key));
    });
  };

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="grid gap-5">
        <TabLinks
          label="Parts of a new upgrade"
          tabs={parts.map((one, index) => ({
            href: partAddress(one),
            label: `${index + 1}. ${partTitles[one]}`,
            current: one === part,
            fault: faulty(one) ? "has something to put right" : undefined,
          }))}
        />
        {failure ? (
          <Notice tone="error" title="The upgrade was not created." live>
            {failure.message}
          </Notice>
        ) : null}
        {part === "versions" ? (
          <VersionsPart
            draft={draft}
            playbooks={playbooks}
            details={details}
            path={path}
            errors={errors}
            onPlaybook={choose}
            change={change}
          />
        ) : null}
        {part === "questions" ? (
          <QuestionsPart questions={preview?.questions ?? []} answers={draft.answers} onAnswer={answer} />
        ) : null}
        {part === "environments" ? (
          <EnvironmentsPart
            environments={draft.environments}
            errors={errors}
            proposed={proposed}
            onChange={(environments) => change({ environments })}
          />
        ) : null}
        {part === "people" ? (
          <PeoplePart
            me={me}
            people={people}
            members={draft.members}
            errors={errors}
            doersMaySign={draft.doersMaySign}
            onMembers={(members) => change({ members })}
            onDoersMaySign={(doersMaySign) => change({ doersMaySign })}
          />
        ) : null}
        {part === "name" ? <NamePart draft={draft} zones={zones} errors={errors} change={change} /> : null}
        <div className="flex flex-wrap gap-2.5">
          {at > 0 ? <LinkButton href={partAddress(parts[at - 1] ?? "versions")}>Back</LinkButton> : null}
          {next && here === 0 ? (
            <LinkButton href={partAddress(next)} variant="primary">
              Next: {partTitles[next]}
            </LinkButton>
          ) : null}
          {next && here > 0 ? (
            <Button
              variant="primary"
              onClick={() => {
                showAll(part);
                goTo(part);
              }}
            >
              Next: {partTitles[next]}
            </Button>
          ) : null}
          {next ? null : (
            <Button variant="primary" onClick={create} pending={pending}>
              Create the upgrade
            </Button>
          )}
        </div>
      </div>
      <aside className="lg:sticky lg:top-4">
        <PlanSoFar preview={preview} />
      </aside>
    </div>
  );
}

const none: Readonly<Record<string, string>> = {};

/**
 * What is wrong, shown once a part was left or sent: by the tab of each part and beside the fields of the open one. What
 * only the server found stays until the draft is sent again.
 */
function useFaults(
  part: Part,
  draft: Draft,
  path: Parameters<typeof faultsIn>[2],
  refused: Readonly<Record<string, string>>,
) {
  const router = useRouter();
  const [left, setLeft] = useState<readonly Part[]>([]);
  const [wanted, setWanted] = useState<{ part: Part } | null>(null);
  const show = (shown: readonly Part[]) => setLeft((was) => [...new Set([...was, ...shown])]);
  useEffect(() => () => setLeft((was) => (was.includes(part) ? was : [...was, part])), [part]);
  useEffect(() => {
    if (wanted?.part !== part) return;
    setWanted(null);
    document.querySelector<HTMLElement>("[aria-invalid=true], [data-fault]")?.focus();
  }, [wanted, part]);
  const found = left.includes(part) ? faultsIn(part, draft, path) : [];
  const own = Object.fromEntries(found.toReversed().map(({ field, message }) => [field, message]));
  return {
    errors: { ...refused, ...own },
    faulty: (one: Part) =>
      (left.includes(one) && faultsIn(one, draft, path).length > 0) ||
      Object.keys(refused).some((field) => partOf(field) === one),
    /** Shows the faults of a part, or of all. */
    showAll: (one?: Part) => show(one ? [one] : parts),
    /** Opens a part and puts focus on its first fault. */
    goTo: (one: Part) => {
      setWanted({ part: one });
      if (one !== part) router.push(partAddress(one));
    },
  };
}

/** Once a playbook is known: its newest release as target, its environments with their signatures, its proposed answers. */
function useProposals(details: PlaybookDetails | null, draft: Draft, change: (some: Partial<Draft>) => void) {
  useEffect(() => {
    if (!details || draft.environments.length > 0) return;
    change({
      to: draft.to || details.newest,
      environments: details.environments.map(({ name, kind }, index) => ({
        id: `proposed-${index}`,
        name,
        kind,
        slots: { entry: countsOf(details.slots[kind]?.entry), exit: countsOf(details.slots[kind]?.exit) },
      })),
    });
  });
}
