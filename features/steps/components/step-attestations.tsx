"use client";

import { type FormEvent, useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { longestPageVersion } from "@/domain/attestation";
import { listWords } from "@/lib/format";
import { attestStepAction } from "../actions";
import type { StepDetails } from "../schema/reading";
import { PageLink } from "./page-link";
import type { WithDetails } from "./step-panel-props";

/** What everybody reads before attesting the step, who has, in which version of each page, and one's own word. */
export function StepAttestations(props: WithDetails) {
  const { details, zone } = props;
  const given = details.attestations.filter(({ unread }) => unread.length === 0);
  const missing = details.attestationsMissing;
  return (
    <section aria-label="Attestations" className="grid gap-3 border-t border-line pt-3">
      <h3 className="eyebrow">
        Attested by {given.length} of {given.length + missing.length}
      </h3>
      <OwnWord {...props} />
      {details.attestations.length > 0 ? (
        <ul aria-label="Who attested it" className="grid gap-2">
          {details.attestations.map((one) => (
            <li key={one.by.id}>
              {one.by.name}: {one.statement}{" "}
              <span className="text-ink-3">
                <Time value={one.at} zone={zone} />
              </span>
              <PagesRead one={one} />
            </li>
          ))}
        </ul>
      ) : null}
      {missing.length > 0 ? (
        <p className="text-ink-3">Still missing: {listWords(missing.map((person) => person.name))}</p>
      ) : null}
    </section>
  );
}

/** The pages with a field for the version of each, and the button. What was typed stays until it is taken. */
function OwnWord({ upgrade, details, me, sync, reload }: WithDetails) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const own = details.attestations.find(({ by }) => by.id === me.id);
  const said = new Map(own?.pages.map((page) => [page.id, page.version]));
  const pages = details.readings.map((page) => ({
    ...page,
    version: typed[page.id] ?? said.get(page.id) ?? "",
  }));
  const cannot = details.refused.attest ?? null;
  const reason = cannot ?? whyNot(pages, said);
  const attest = async (event: FormEvent) => {
    event.preventDefault();
    if (reason || pending) return;
    setPending(true);
    const input = { upgrade, step: details.id, pages: pages.map(({ id, version }) => ({ id, version })) };
    const result = await attestStepAction(input).catch(() => null);
    setFailure(
      result?.ok
        ? null
        : (result?.message ?? "The server could not be reached. What you typed is still here; try again."),
    );
    if (result?.ok) setTyped({});
    await sync();
    await reload();
    setPending(false);
  };
  return (
    <form onSubmit={(event) => void attest(event)} noValidate className="grid gap-3">
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {pages.length > 0 && !cannot ? (
        <p className="text-sm text-ink-2">
          Read each page and write down which version of it that was, as the page says it: the release in its
          title or address, the date at its foot, or the commit of its source.
        </p>
      ) : null}
      {pages.length > 0 ? (
        <ul aria-label="Pages to read" className="grid gap-3">
          {pages.map((page) => (
            <li key={page.id} className="grid min-w-0 gap-1">
              <PageLink page={page} />
              {cannot ? null : (
                <TextInput
                  label={
                    <>
                      Version read<span className="sr-only"> of {page.title}</span>
                    </>
                  }
                  value={page.version}
                  onChange={(event) => setTyped({ ...typed, [page.id]: event.target.value })}
                  error={tooLong(page.version) ? `At most ${longestPageVersion} characters are kept.` : null}
                  autoComplete="off"
                />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <Button size="sm" type="submit" className="justify-self-start" reason={reason} pending={pending}>
        I have read it and understood it
      </Button>
    </form>
  );
}

const tooLong = (version: string) => version.trim().length > longestPageVersion;

/** Why the button waits: a version is missing or too long, or everything was said already. */
function whyNot(
  pages: readonly { id: string; title: string; version: string }[],
  said: ReadonlyMap<string, string>,
): string | null {
  const titles = (some: typeof pages) => listWords(some.map(({ title }) => `“${title}”`));
  const empty = pages.filter(({ version }) => version.trim() === "");
  if (empty.length > 0) return `Say which version you read of ${titles(empty)}.`;
  const long = pages.filter(({ version }) => tooLong(version));
  if (long.length > 0) return `The version of ${titles(long)} is too long.`;
  return pages.length > 0 && pages.every(({ id, version }) => said.get(id) === version.trim())
    ? "You have attested these versions. Change one to attest again."
    : null;
}

function PagesRead({ one: { pages, unread } }: { one: StepDetails["attestations"][number] }) {
  if (pages.length + unread.length === 0) return null;
  return (
    <ul className="grid gap-0.5 pl-4 text-sm wrap-anywhere text-ink-2">
      {pages.map((page) => (
        <li key={page.id}>
          {page.title}: {page.version}
        </li>
      ))}
      {unread.map((page) => (
        <li key={page.id} className="text-blocked">
          {page.title}: added since, not yet read
        </li>
      ))}
    </ul>
  );
}
