/** "a", "a and b", "a, b and c": names and phrases as people list them. */
export function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

/** "1 test", "2 tests": the word with its number; give the plural when it isn't an added s. */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

/** `D-12 “Run the client once”`: how every sentence names a step, a test or a use case. */
export function named(item: { readonly code: string; readonly title: string }): string {
  return `${item.code} “${item.title}”`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "7 Dec 2026 16:00 UTC" from ISO 8601: history is read by people in many zones, so its sentences keep to one. */
export function dated(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${at.toISOString().slice(11, 16)} UTC`;
}
