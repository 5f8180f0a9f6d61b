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
