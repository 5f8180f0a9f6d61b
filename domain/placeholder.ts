import { fillText } from "./text-variables";

/** Placeholders every playbook may use without declaring them; filled when the plan is made. */
export const builtInPlaceholders = ["from_version", "to_version", "environment"] as const;

/** The names in `{{name}}`, each once, in order of appearance. */
export function placeholdersIn(text: string): readonly string[] {
  return fillText(text, {}).missing;
}
