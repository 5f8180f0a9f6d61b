import { joined, named } from "./sentence";
import { type Refusal, refuse, type Verdict } from "./verdict";

/** A page that a step gives to read. Its id is unique in its step and stays when the plan is made anew. */
export type Page = { readonly id: string; readonly title: string; readonly url: string };

/** A page as somebody read it: what it was called then, and which version that was, in their own words. */
export type PageRead = { readonly id: string; readonly title: string; readonly version: string };

/** What somebody says they read. */
export type PageGiven = { readonly id: string; readonly version: string };

/** One person's word on a step, with the pages they had read when they gave it. */
export type Attestation = { readonly userId: string; readonly pages: readonly PageRead[] };

/** A step as far as attesting it goes. `readings` is empty where there is nothing in particular to read. */
export type AttestedStep = {
  readonly readings: readonly Page[];
  readonly attestations: readonly Attestation[];
};

/** The longest name of a version, in characters. */
export const longestPageVersion = 100;

/** The pages of a step that an attestation says nothing of: they came after it was given. */
export function pagesUnread(asked: readonly Page[], read: readonly { readonly id: string }[]): Page[] {
  const known = new Set(read.map(({ id }) => id));
  return asked.filter(({ id }) => !known.has(id));
}

/**
 * Ids of those whose attestation of the step counts: it names every page the step gives to read now. A page that came
 * later asks everybody again; one that was taken away asks nobody.
 */
export function attestedBy({ readings, attestations }: AttestedStep): string[] {
  return attestations
    .filter(({ pages }) => pagesUnread(readings, pages).length === 0)
    .map(({ userId }) => userId);
}

/** What two lists of pages differ in, by the ids of the pages. */
export function pageDifference(
  was: readonly Page[],
  is: readonly Page[],
): { readonly added: readonly Page[]; readonly removed: readonly Page[] } {
  return { added: pagesUnread(is, was), removed: pagesUnread(was, is) };
}

/** The pages of a step with the versions somebody gives, in the step's order; what `decideAttest` allowed. */
export function pagesRead(asked: readonly Page[], given: readonly PageGiven[]): PageRead[] {
  return asked.flatMap(({ id, title }) =>
    given.filter((page) => page.id === id).map(({ version }) => ({ id, title, version })),
  );
}

/** `“Upgrading process” (4.1.0) and “Guidelines” (2 Nov)`: what was read, in which version; empty for no pages. */
export function readSentence(pages: readonly PageRead[]): string {
  return joined(pages.map(({ title, version }) => `“${title}” (${version})`));
}

/**
 * Decides an attestation: of a step that asks for it, with the version of each page it gives to read. Again only when there
 * is something new to say: a page that came since, or another version. `given` null asks whether it can be attested at all.
 */
export function decideAttest(
  step: AttestedStep & { readonly code: string; readonly title: string; readonly attestation: boolean },
  actorId: string,
  given: readonly PageGiven[] | null,
): Verdict {
  if (!step.attestation) return refuse("not_attested", `${named(step)} asks nobody to attest anything.`);
  const own = step.attestations.find(({ userId }) => userId === actorId);
  if (given !== null) {
    const refusals = pageRefusals(step, given);
    if (refusals.length > 0) return { ok: false, refusals };
  }
  if (own === undefined) return { ok: true };
  if (step.readings.length === 0)
    return refuse("already_attested", `You have attested ${named(step)} already.`);
  if (given !== null && pagesRead(step.readings, given).every((page) => isSaid(own.pages, page)))
    return refuse("already_attested", `You have attested ${named(step)} with these versions already.`);
  return { ok: true };
}

function isSaid(pages: readonly PageRead[], { id, version }: PageRead): boolean {
  return pages.some((page) => page.id === id && page.version === version);
}

function pageRefusals(
  step: { readonly code: string; readonly title: string; readonly readings: readonly Page[] },
  given: readonly PageGiven[],
): Refusal[] {
  const unknown = given.filter(({ id }) => step.readings.every((page) => page.id !== id));
  return [
    ...step.readings.flatMap((page) =>
      versionRefusal(
        page,
        given.filter(({ id }) => id === page.id),
      ),
    ),
    ...unknown.map(({ id }) => ({
      code: "page_unknown",
      message: `${named(step)} gives no page “${id}” to read.`,
    })),
  ];
}

function versionRefusal({ title }: Page, given: readonly PageGiven[]): Refusal[] {
  const [first] = given;
  if (first === undefined)
    return [{ code: "page_missing", message: `Say which version of “${title}” you read: it is missing.` }];
  if (given.length > 1)
    return [{ code: "page_twice", message: `“${title}” is named twice: say one version of it.` }];
  if (first.version.trim() === "")
    return [{ code: "version_missing", message: `Say which version of “${title}” you read: it is empty.` }];
  if (first.version.length <= longestPageVersion) return [];
  const message = `The version of “${title}” has ${first.version.length} characters: at most ${longestPageVersion} are kept.`;
  return [{ code: "version_too_long", message }];
}
