import { secretText } from "./secrets";

/**
 * Names the elements of an array after the first field (of those given, best first) that all of them have and that tells them
 * apart; by position where none does. A name is never a secret.
 */
export function elementNamer(
  fields: readonly string[],
): (elements: readonly ({ readonly [field: string]: unknown } | null)[]) => readonly string[] {
  return (elements) => {
    for (const field of fields) {
      const names = new Set<string>();
      for (const element of elements) {
        const name = element !== null && Object.hasOwn(element, field) ? element[field] : undefined;
        if (typeof name !== "string" || !usable(name)) break;
        names.add(name);
      }
      if (names.size === elements.length) return [...names];
    }
    return elements.map((_, at) => String(at));
  };
}

/** Digits alone would look like a position; long or secret texts are no names. */
function usable(name: string): boolean {
  return name !== "" && name.length <= 120 && !/^\d+$/.test(name) && secretText(name) === null;
}
