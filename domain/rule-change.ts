/** One rule of an upgrade before and after a lead changed it, in words. */
export type RuleChange = { readonly field: string; readonly was: string; readonly is: string };

const notAsked = "not asked";

/** The rules that differ, by their labels. A rule that is missing or null is not asked. */
export function ruleChanges<Key extends string>(
  labels: Readonly<Record<Key, string>>,
  was: Readonly<Partial<Record<NoInfer<Key>, unknown>>> | null,
  is: Readonly<Partial<Record<NoInfer<Key>, unknown>>> | null,
): RuleChange[] {
  return (Object.keys(labels) as Key[]).flatMap((key) => {
    const [before, after] = [String(was?.[key] ?? notAsked), String(is?.[key] ?? notAsked)];
    return before === after ? [] : [{ field: labels[key], was: before, is: after }];
  });
}

/** `days from “7” to “14”, …`: how sentences of history tell them. */
export const changesText = (changes: readonly RuleChange[]): string =>
  changes.map(({ field, was, is }) => `${field} from “${was}” to “${is}”`).join(", ");
