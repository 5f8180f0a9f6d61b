"use client";

import { Avatar } from "@/components/ui/avatar";
import { Combobox, type ComboboxProps } from "./combobox";
import type { ComboboxOption } from "./combobox-filter";

export type PersonOption = {
  id: string;
  name: string;
  /** Role or address, searched too. */
  hint?: string;
  /** The policy's own sentence why this person cannot be chosen. */
  reason?: string | null;
};

export type PersonComboboxProps = Omit<ComboboxProps<ComboboxOption>, "options" | "mark"> & {
  people: readonly PersonOption[];
};

/** Choose one person by typing a part of the name or address. Who cannot be chosen is listed with the reason. */
export function PersonCombobox({ people, ...rest }: PersonComboboxProps) {
  const options = people.map(({ id, name, hint, reason }) => ({ value: id, label: name, hint, reason }));
  return (
    <Combobox
      placeholder="Name or address"
      nothing="Nobody matches"
      {...rest}
      options={options}
      mark={(option) => <Avatar name={option.label} size="sm" named />}
    />
  );
}
