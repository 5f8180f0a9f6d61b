/** Somebody who can be mentioned. The handle has no spaces: the part of the e-mail address before the @, say. */
export type Mentionable = { readonly id: string; readonly name: string; readonly handle: string };

/** A mention found in a text, by the characters it takes. */
export type Mention = { readonly userId: string; readonly start: number; readonly end: number };

/**
 * Finds who a comment mentions: `@handle` or `@"Full Name"`, in any case. An @ inside a word (an e-mail address) or
 * between backquotes is not a mention, nor is a name nobody or more than one person has.
 */
export function findMentions(text: string, people: readonly Mentionable[]): Mention[] {
  const handles = unambiguous(people.map(({ id, handle }) => [fold(handle), id]));
  const names = unambiguous(people.map(({ id, name }) => [fold(name), id]));
  const code = codeSpans(text);
  const mentions: Mention[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}_.+-])@(?:"([^"\n]{1,200})"|([\p{L}\p{N}][\p{L}\p{N}._+-]*))/gu,
  )) {
    const start = match.index;
    if (code.some(([from, to]) => start >= from && start < to)) continue;
    const found =
      match[1] === undefined ? byHandle(match[2] ?? "", handles) : { id: names.get(fold(match[1])), cut: 0 };
    if (found.id) mentions.push({ userId: found.id, start, end: start + match[0].length - found.cut });
  }
  return mentions;
}

/** Everybody a text mentions, each once, in the order of appearance. */
export function mentionedIn(text: string, people: readonly Mentionable[]): string[] {
  return [...new Set(findMentions(text, people).map((mention) => mention.userId))];
}

/** The mention being typed right before the caret: where its @ is, and what of the name is there. Null when there is none. */
export function mentionBefore(
  text: string,
  caret: number,
): { readonly start: number; readonly query: string } | null {
  const typed = /(?<![\p{L}\p{N}_.+-])@"?([\p{L}\p{N}._+' -]{0,60})$/u.exec(text.slice(0, caret));
  if (!typed || codeSpans(text).some(([from, to]) => typed.index >= from && typed.index < to)) return null;
  return { start: typed.index, query: typed[1] ?? "" };
}

/** People whose name, or a part of it, begins with what was typed; a name two people have mentions nobody, so it is left out. */
export function peopleMatching<P extends { readonly name: string }>(
  query: string,
  people: readonly P[],
): P[] {
  const wanted = fold(query);
  return people.filter(({ name }) => {
    const own = fold(name);
    const only = people.filter((other) => fold(other.name) === own).length === 1;
    return only && (own.startsWith(wanted) || own.split(/[\s-]+/).some((part) => part.startsWith(wanted)));
  });
}

/** The text with a name in place of what was typed of it, and where the caret goes: behind it and a space. */
export function completeMention(
  text: string,
  start: number,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(caret);
  const written = `${text.slice(0, start)}@"${name}"${rest.startsWith(" ") ? "" : " "}`;
  return { text: written + rest, caret: written.length + (rest.startsWith(" ") ? 1 : 0) };
}

/** A handle may be followed by the punctuation of its sentence: "ask @ines.". */
function byHandle(
  written: string,
  handles: ReadonlyMap<string, string>,
): { id: string | undefined; cut: number } {
  for (let end = written.length; end > 0; end -= 1) {
    const id = handles.get(fold(written.slice(0, end)));
    if (id !== undefined) return { id, cut: written.length - end };
    if (!/[._+-]/.test(written[end - 1] ?? "")) break;
  }
  return { id: undefined, cut: 0 };
}

function unambiguous(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, id] of pairs) {
    if (found.has(name) && found.get(name) !== id) twice.add(name);
    found.set(name, id);
  }
  for (const name of twice) found.delete(name);
  return found;
}

function codeSpans(text: string): [from: number, to: number][] {
  return Array.from(text.matchAll(/(`+)[\s\S]*?\1/g), (match) => [
    match.index,
    match.index + match[0].length,
  ]);
}

function fold(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}
