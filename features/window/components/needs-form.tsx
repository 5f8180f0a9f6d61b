"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormValues } from "@/components/form/form-values";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { formatDuration } from "@/lib/format";
import { nobody, paths } from "@/lib/paths";
import type { ProposalList } from "../schema";
import type { WindowFormPlace } from "./book-dialog";

const sources = {
  asked: "As asked for.",
  forecast: "P80 of the last forecast that was kept.",
  planned: "The planned minutes of its migration and verification, one step after the other.",
  assumed: "Assumed: no step has planned minutes.",
};

/** How many days ahead windows were looked for. */
export const daysAhead = ({ asked }: ProposalList): number =>
  Math.round((Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000);

/** How long a window has to be and where to look; all of it stands in the address. */
export function NeedsForm({ upgrade, environment, crew, found }: WindowFormPlace & { found: ProposalList }) {
  const router = useRouter();
  const { needs, asked } = found;
  const days = daysAhead(found);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormValues(new FormData(event.currentTarget));
    const work = values.text("work");
    router.push(
      paths.window(upgrade, {
        environment: environment.key,
        work: needs.workFrom !== "asked" && work === String(needs.workMinutes) ? "" : work,
        backOut: values.text("backOut"),
        reserve: values.text("reserve"),
        days: values.text("days"),
        crew: values.all("crew").join(",") || nobody,
        hours: values.checked("hours") ? "yes" : "",
      }),
      { scroll: false },
    );
  }

  const minutes = (name: string, label: string, value: number, least = 0) => (
    <TextInput
      name={name}
      type="number"
      min={least}
      max={10_080}
      step={1}
      inputMode="numeric"
      label={label}
      defaultValue={value}
      fieldClassName="w-36"
    />
  );
  return (
    <form onSubmit={submit} aria-label="What a window needs" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2.5">
        {minutes("work", "Work, min", needs.workMinutes, 1)}
        {minutes("backOut", "Back-out, min", needs.backOutMinutes)}
        {minutes("reserve", "Reserve, min", needs.reserveMinutes)}
        <TextInput
          name="days"
          type="number"
          min={1}
          max={180}
          step={1}
          inputMode="numeric"
          label="Look ahead, days"
          defaultValue={days}
          fieldClassName="w-36"
        />
      </div>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="field-label mb-1">Crew</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1.5">
          {crew
            .filter(({ id, works }) => works || asked.crew.includes(id))
            .map(({ id, name }) => (
              <Checkbox
                key={id}
                name="crew"
                value={id}
                label={name}
                defaultChecked={asked.crew.includes(id)}
              />
            ))}
        </div>
      </fieldset>
      <Checkbox
        name="hours"
        label="Only when everybody of the crew can work"
        hint="Who has not said when they can work keeps no window out."
        defaultChecked={asked.onlyCrewHours}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">Find windows</Button>
        <p className="num text-ink-2">
          Together <b>{formatDuration(needs.totalMinutes)}</b>
        </p>
      </div>
      <p className="text-sm text-ink-3">
        Work: {sources[needs.workFrom]}
        {needs.backOutMinutes === 0 ? " No time for a way back is asked for." : ""}
      </p>
    </form>
  );
}
