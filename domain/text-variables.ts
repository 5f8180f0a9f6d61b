/** A text with its placeholders filled, and the names that had no value, each once, in the order they appear. */
export type FilledText = { readonly text: string; readonly missing: readonly string[] };

/** A placeholder: {{name}}, spaces inside allowed. Everything else in braces belongs to the text. */
const placeholder = /\{\{[ \t]*([A-Za-z][A-Za-z0-9_.-]*)[ \t]*\}\}/g;

/** What a variable may be called, so that a placeholder can name it. */
export const variableName = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/**
 * Fills `{{name}}` from an environment's variables. A placeholder without a value stays as it is, so that nobody runs a
 * command with a hole in it; values are inserted as they are and not filled again.
 */
export function fillText(text: string, variables: Readonly<Record<string, string>>): FilledText {
  const missing = new Set<string>();
  const filled = text.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && value !== "") return value;
    missing.add(name);
    return whole;
  });
  return { text: filled, missing: [...missing] };
}

/** Every variable a text asks for, each once, in the order of appearance. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), (match) => match[1] ?? ""))];
}
