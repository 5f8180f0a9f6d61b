const placeholder = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;

/** Placeholders every playbook may use without declaring them; filled when the plan is made. */
export const builtInPlaceholders = ["from_version", "to_version", "environment"] as const;

/** The names in `{{name}}`, each once, in order of appearance. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ""))];
}

/**
 * The text with every known, non-empty value filled in. An unknown placeholder stays as written: a command with a
 * visible gap is safer than one with an empty host name.
 */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined || value === "" ? whole : value;
  });
}
