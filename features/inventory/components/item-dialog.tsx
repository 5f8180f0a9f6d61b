"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { Meanwhile } from "@/components/form/meanwhile";
import { PersonCombobox } from "@/components/form/person-combobox";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { findingLevels } from "@/domain/finding";
import { paths } from "@/lib/paths";
import { addItemAction, editItemAction } from "../actions";
import type { ItemView, KindView } from "../schema";
import { FieldInput, fieldValues } from "./field-input";
import { levelLook } from "./item-look";
import type { ItemPeople } from "./people";

const labels = {
  title: "Title",
  fields: "Fields",
  level: "Level",
  note: "Note",
  environments: "Environments",
};

/** What the form edits, as the item has it. */
const storedOf = (item: ItemView) => ({
  title: item.title,
  fields: Object.fromEntries(item.kind.fields.map(({ id }) => [id, item.fields[id] ?? null])),
  level: item.level,
  note: item.note,
  environments: item.foundIn,
  ownerId: item.owner?.id ?? null,
  dueAt: item.dueAt,
});
type Stored = ReturnType<typeof storedOf>;

/** Whether a field takes the whole width of the form. */
const isWide = (kind: KindView["fields"][number]["kind"]) => kind === "long_text" || kind === "references";

/** Adds an item to an inventory, or edits one. */
export function ItemDialog({
  upgrade,
  members,
  zone,
  kind,
  environments,
  item: latest,
  onClose,
}: ItemPeople & {
  kind: KindView;
  environments: readonly { key: string; name: string }[];
  item?: ItemView;
  onClose: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const held = useHeld({ current: latest, stored: storedOf, labels });
  const item = held.held;
  const input = (values: FormValues): Stored => ({
    title: values.text("title"),
    fields: fieldValues(kind.fields, values),
    level: findingLevels.find((level) => level === values.text("level")) ?? kind.level,
    note: values.text("note"),
    environments: values.all("environments"),
    ownerId: values.optional("ownerId"),
    dueAt: values.optional("dueAt"),
  });
  const form = useActionForm({
    action: (given: Stored) =>
      item
        ? editItemAction({ upgrade, item: item.code, version: held.version, ...held.own(given) })
        : addItemAction({ upgrade, kind: kind.id, ...given }),
    input,
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: (output) => {
      onClose();
      if (!item) router.push(paths.inventoryItem(upgrade, output.code));
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={item ? `Edit ${item.code}` : `Add a ${kind.noun}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={id} pending={form.pending}>
            {item ? "Save" : `Add ${kind.noun}`}
          </SubmitButton>
        </>
      }
    >
      <form
        key={item?.version}
        id={id}
        {...form.formProps}
        {...held.formProps}
        className="grid grid-cols-2 gap-3.5 max-sm:grid-cols-1"
      >
        <div className="col-span-full grid gap-3.5">
          <FormErrors form={form} />
          <Meanwhile held={held} />
          <TextInput
            name="title"
            label="Title"
            required
            maxLength={300}
            defaultValue={item?.title ?? ""}
            error={form.errorOf("title")}
          />
        </div>
        {kind.fields.map((field) => (
          <div key={field.id} className={isWide(field.kind) ? "col-span-full" : undefined}>
            <FieldInput
              field={field}
              value={item?.fields[field.id] ?? null}
              error={form.errorOf(`fields.${field.id}`)}
            />
          </div>
        ))}
        <RadioGroup
          name="level"
          legend="Level"
          inline
          defaultValue={item?.level ?? kind.level}
          options={findingLevels.map((value) => ({ value, label: levelLook[value].word }))}
        />
        <PersonCombobox
          name="ownerId"
          label="Owner"
          people={members}
          defaultValue={item?.owner?.id ?? ""}
          error={form.errorOf("ownerId")}
        />
        <DateTimeInput
          name="dueAt"
          label="Due"
          zone={zone}
          defaultValue={item?.dueAt ?? null}
          error={form.errorOf("dueAt")}
        />
        <fieldset className="col-span-full">
          <legend className="field-label mb-1">Only in these environments</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {environments.map(({ key, name }) => (
              <Checkbox
                key={key}
                name="environments"
                value={key}
                label={name}
                defaultChecked={item?.foundIn.includes(key) ?? false}
              />
            ))}
          </div>
          <p className="field-hint">None ticked means every environment.</p>
        </fieldset>
        <div className="col-span-full">
          <TextArea name="note" label="Note" defaultValue={item?.note ?? ""} error={form.errorOf("note")} />
        </div>
      </form>
    </Dialog>
  );
}
