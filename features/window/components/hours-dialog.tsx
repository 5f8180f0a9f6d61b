"use client";

import { useRouter } from "next/navigation";
import { Checkbox } from "@/components/form/checkbox";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { notify } from "@/components/ui/toast";
import { setCrewHoursAction } from "../actions";
import type { CrewMember } from "../schema";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const textOf = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
/** Minutes after midnight; NaN, which the schema refuses by name, when it is no time. */
function minutesOf(text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

/** Sets when somebody can work in change windows, or takes it back with no day chosen. */
export function HoursDialog({
  upgrade,
  member,
  onClose,
}: {
  upgrade: string;
  member: CrewMember;
  onClose: () => void;
}) {
  const router = useRouter();
  const { id: person, name, zone, hours, version } = member;
  const form = useActionForm({
    action: setCrewHoursAction,
    input: (values) => {
      const weekdays = values.all("weekdays").map(Number);
      const from = minutesOf(values.text("from"));
      const to = minutesOf(values.text("to"));
      return { upgrade, person, version, hours: weekdays.length === 0 ? null : { from, to, weekdays } };
    },
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({ message: `Saved the hours of ${name}` });
    },
  });
  return (
    <FormDialog
      form={form}
      title={`When can ${name} work?`}
      description={`In change windows, by the clocks of ${zone.replaceAll("_", " ")}.`}
      submit="Save"
      onClose={onClose}
    >
      <fieldset className="flex flex-col gap-1.5">
        <legend className="field-label mb-1">Days on which it begins</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-1.5">
          {days.map((label, weekday) => (
            <Checkbox
              key={label}
              name="weekdays"
              value={weekday}
              label={label}
              defaultChecked={hours?.weekdays.includes(weekday) ?? false}
            />
          ))}
        </div>
        <p className="field-hint">No day: nothing is known, and nothing assumed.</p>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <TextInput
          name="from"
          type="time"
          label="From"
          defaultValue={textOf(hours?.from ?? 480)}
          error={form.errorOf("hours.from")}
        />
        <TextInput
          name="to"
          type="time"
          label="To"
          hint="Earlier than the start: on the next day"
          defaultValue={textOf(hours?.to ?? 1_080)}
          error={form.errorOf("hours.to")}
        />
      </div>
    </FormDialog>
  );
}
