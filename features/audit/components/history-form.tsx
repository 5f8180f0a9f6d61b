import Form from "next/form";
import { Select } from "@/components/form/select";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { eventGroupNames, eventGroups } from "@/domain/event-group-name";
import type { HistoryAddress } from "./history-filters";

export interface HistoryFormProps {
  action: string;
  address: HistoryAddress;
  people: readonly { id: string; name: string; events: number }[];
  /** None: a history without environments. */
  environments?: readonly { key: string; name: string }[];
}

/** Narrows a history; the result is in the address, so it works without scripts and can be sent to others. */
export function HistoryForm({ action, address, people, environments }: HistoryFormProps) {
  const { cursor: _, ...narrowed } = address;
  const filtered = Object.keys(narrowed).length > 0;
  return (
    // Keyed, so that the fields follow the address when one goes back or clears them.
    <Form
      key={JSON.stringify(narrowed)}
      action={action}
      role="search"
      aria-label="Filter the history"
      className="flex flex-wrap items-end gap-2.5"
    >
      <TextInput
        label="Text"
        type="search"
        name="q"
        defaultValue={address.q}
        placeholder="Code, title, reason…"
        fieldClassName="min-w-36 flex-1"
      />
      <Select
        label="What"
        name="group"
        defaultValue={address.group ?? ""}
        empty="Everything"
        options={eventGroups.map((value) => ({ value, label: eventGroupNames[value] }))}
        fieldClassName="w-34 max-sm:w-full"
      />
      <Select
        label="Who"
        name="person"
        defaultValue={address.person ?? ""}
        empty="Everybody"
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        fieldClassName="w-34 max-sm:w-full"
      />
      {environments ? (
        <Select
          label="Where"
          name="environment"
          defaultValue={address.environment ?? ""}
          empty="Everywhere"
          options={environments.map(({ key, name }) => ({ value: key, label: name }))}
          fieldClassName="w-32 max-sm:w-full"
        />
      ) : null}
      <TextInput
        label="From"
        type="date"
        name="from"
        defaultValue={address.from}
        fieldClassName="w-34 max-sm:flex-1"
      />
      <TextInput
        label="To"
        type="date"
        name="to"
        defaultValue={address.to}
        fieldClassName="w-34 max-sm:flex-1"
      />
      {address.subject ? <input type="hidden" name="subject" value={address.subject} /> : null}
      {address.type ? <input type="hidden" name="type" value={address.type} /> : null}
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {filtered ? (
          <LinkButton href={action} variant="quiet">
            Clear
          </LinkButton>
        ) : null}
      </div>
    </Form>
  );
}
