export type ComboboxOption = {
  value: string;
  label: string;
  /** Also searched, shown quietly: an e-mail address, a role. */
  hint?: string;
  /** Why it cannot be chosen now; it stays in the list and says so. */
  reason?: string | null;
};

/**
 * The options that match what was typed: every word of the query must start a word of the label or hint, accents and
 * case aside. Those whose label starts with the query come first; otherwise the given order stays.
 */
export function matching<Option extends ComboboxOption>(options: readonly Option[], query: string): Option[] {
  const wanted = words(query);
  if (wanted.length === 0) return [...options];
  const found = options.filter((option) => {
    const has = words(`${option.label} ${option.hint ?? ""}`);
    return wanted.every((want) => has.some((word) => word.startsWith(want)));
  });
  const start = plain(query.trim());
  return found.sort(
    (a, b) => Number(plain(b.label).startsWith(start)) - Number(plain(a.label).startsWith(start)),
  );
}

/**
 * What it means to leave the field with this text: a whole label is taken, anything else that is no choice is said to be
 * none; null when nothing was typed or nothing changed.
 */
export function leftWith<Option extends ComboboxOption>(
  options: readonly Option[],
  query: string,
  chosen: Option | undefined,
): { take: Option } | { unknown: string } | null {
  const text = plain(query.trim());
  if (text === "" || text === plain(chosen?.label ?? "")) return null;
  const whole = options.find((option) => !option.reason && plain(option.label) === text);
  return whole ? { take: whole } : { unknown: query.trim() };
}

function words(text: string): string[] {
  return plain(text)
    .split(/[\s@._,/-]+/)
    .filter(Boolean);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
