"use client";

import { Combobox } from "@/components/form/combobox";
import { TextInput } from "@/components/form/text-input";
import { Section } from "@/components/layout/section";
import type { Draft } from "./draft";

interface NamePartProps {
  draft: Draft;
  zones: readonly string[];
  /** What is wrong with a field, by its name. */
  errors: Readonly<Record<string, string>>;
  change: (part: Partial<Draft>) => void;
}

/** What the upgrade is called, and the zone its team lives in. */
export function NamePart({ draft, zones, errors, change }: NamePartProps) {
  return (
    <Section title="Name" lead="The key stands in addresses and is said in meetings; it stays as it is.">
      <div className="grid gap-4">
        <TextInput
          label="Key"
          required
          hint="Capitals, digits and hyphens, like APIM-45."
          error={errors.key}
          value={draft.key}
          maxLength={20}
          autoCapitalize="characters"
          onChange={(event) => change({ key: event.target.value.toUpperCase() })}
        />
        <TextInput
          label="Title"
          required
          error={errors.title}
          value={draft.title}
          maxLength={200}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Combobox
          label="Home zone"
          hint="Times are shown in this zone unless a person chooses another."
          options={zones.map((zone) => ({ value: zone, label: zone }))}
          error={errors.homeZone}
          defaultValue={draft.homeZone}
          onChange={(homeZone) => change({ homeZone })}
        />
      </div>
    </Section>
  );
}
