import type { InventoryCondition } from "./condition";
import { inventoryOf, type Playbook } from "./playbook";
import type { Fault, KeyPath } from "./playbook-parts";

/** Letters that codes of tests begin with already. */
const taken = ["UC", "TC"];
/** Addresses under an inventory that are no kinds. */
const addresses = ["items", "readings"];

/** What makes the inventories of a playbook unusable: names given twice, choices without options, letters of something else. */
export function inventoryFaults(playbook: Playbook): readonly Fault[] {
  const kinds = inventoryOf(playbook);
  const twice = (what: string, names: readonly (readonly [string, KeyPath])[]): readonly Fault[] =>
    names.flatMap(([name, path], at) =>
      names.findIndex(([other]) => other === name) < at
        ? [{ path, message: `The ${what} “${name}” is there twice.` }]
        : [],
    );
  return [
    ...twice(
      "inventory",
      kinds.map(({ id }, i) => [id, ["inventory", i, "id"]]),
    ),
    ...twice(
      "code beginning",
      kinds.map(({ letters }, i) => [letters, ["inventory", i, "letters"]]),
    ),
    ...kinds.flatMap((kind, i) => {
      const path = ["inventory", i];
      return [
        ...(addresses.includes(kind.id)
          ? [{ path: [...path, "id"], message: `“${kind.id}” has another meaning in addresses.` }]
          : []),
        ...(taken.includes(kind.letters)
          ? [{ path: [...path, "letters"], message: `${kind.letters} is what codes of tests begin with.` }]
          : []),
        ...twice(
          "field",
          kind.fields.map(({ id }, f) => [id, [...path, "fields", f, "id"]]),
        ),
        ...twice(
          "verdict",
          kind.verdicts.map(({ value }, v) => [value, [...path, "verdicts", v, "value"]]),
        ),
        ...kind.fields.flatMap((field, f) =>
          (field.kind === "choice") === field.options.length > 0
            ? []
            : [
                {
                  path: [...path, "fields", f, "options"],
                  message: "A choice has options, and nothing else has.",
                },
              ],
        ),
        ...kind.fields.flatMap((field, f) =>
          field.ends && (field.kind !== "date" || kind.fields.findIndex(({ ends }) => ends) < f)
            ? [
                {
                  path: [...path, "fields", f, "ends"],
                  message: "Items end on one day: one field of a kind, and a date.",
                },
              ]
            : [],
        ),
        ...(kind.verdictNeededBy !== null && kind.verdicts.length === 0
          ? [
              {
                path: [...path, "verdictNeededBy"],
                message: "No gate can wait for a verdict there is none of.",
              },
            ]
          : []),
      ];
    }),
  ];
}

/** What is wrong with a condition over an inventory: a kind, verdict or field there is none of. */
export function inventoryConditionFaults(
  playbook: Playbook,
  { inventory, verdict, where }: InventoryCondition,
): readonly string[] {
  const kind = inventoryOf(playbook).find(({ id }) => id === inventory);
  if (!kind) return [`There is no inventory “${inventory}”.`];
  return [
    ...(verdict ?? []).flatMap((value) =>
      kind.verdicts.some((known) => known.value === value)
        ? []
        : [`“${value}” is not a verdict of the inventory “${inventory}”.`],
    ),
    ...Object.keys(where ?? {}).flatMap((field) =>
      kind.fields.some(({ id }) => id === field)
        ? []
        : [`“${field}” is not a field of the inventory “${inventory}”.`],
    ),
  ];
}
