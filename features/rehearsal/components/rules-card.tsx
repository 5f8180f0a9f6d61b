"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { setRehearsalAction } from "../actions";
import type { Rules, RunList } from "../schema/runs";

interface RulesCardProps {
  upgrade: string;
  view: RunList;
  refused: string | null;
}

/** What production's go/no-go asks for, and where a lead changes it. */
export function RulesCard({ upgrade, view, refused }: RulesCardProps) {
  const [open, setOpen] = useState(false);
  const { rules } = view;
  return (
    <Card
      title="What the go/no-go asks"
      padded
      action={
        <Button size="sm" reason={refused} onClick={() => setOpen(true)}>
          Change
        </Button>
      }
    >
      {rules === null ? (
        <p className="text-ink-2">
          Nothing has to be rehearsed. Production's entry gate asks for its steps and signatures only.
        </p>
      ) : (
        <ul className="grid list-disc gap-1 pl-4.5 text-ink-2">
          {asked(rules).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {open ? <RulesDialog upgrade={upgrade} view={view} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function asked(rules: Rules): string[] {
  return [
    "A pilot that succeeded and is newer than the plan of production",
    `A dump of production, or at least ${Math.round(rules.volumeRatio * 100)} % of its rows in each table named`,
    ...(rules.backOut ? ["The way back, rehearsed and timed"] : []),
    ...(rules.parity ? ["Every difference from production mended or accepted"] : []),
    ...(rules.window ? ["A booked change window: production opens only inside of it"] : []),
    ...(rules.forecast
      ? [`A forecast that fits the window with ${rules.reserveMinutes} minutes to spare`]
      : []),
  ];
}

const proposed: Rules = {
  pilotIn: "pre_prod",
  volumeRatio: 0.8,
  backOut: true,
  parity: true,
  forecast: true,
  reserveMinutes: 60,
  window: true,
};

function RulesDialog({ upgrade, view, onClose }: Omit<RulesCardProps, "refused"> & { onClose: () => void }) {
  const router = useRouter();
  const rules = view.rules ?? proposed;
  const [on, setOn] = useState(view.rules !== null);
  const form = useActionForm({
    action: setRehearsalAction,
    input: (values) => ({
      upgrade,
      version: view.version,
      reason: values.text("reason"),
      rules: on
        ? {
            ...rules,
            volumeRatio: (values.number("percent") ?? Number.NaN) / 100,
            reserveMinutes: values.number("reserve") ?? Number.NaN,
            backOut: values.checked("backOut"),
            parity: values.checked("parity"),
            forecast: values.checked("forecast"),
            window: values.checked("window"),
          }
        : null,
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      form={form}
      title="What the go/no-go asks"
      description="Kept in the history with its reason. Signatures of the go/no-go are asked for again where it changes what they were bound to."
      submit="Save"
      why="Why"
      onClose={onClose}
    >
      <Checkbox
        label="The migration is rehearsed before production"
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
      />
      {on ? (
        <div className="flex flex-col gap-3 border-l border-line pl-4">
          <TextInput
            name="percent"
            label="Least share of production's rows, in percent"
            hint="For generated data; a dump of production is always enough"
            inputMode="numeric"
            defaultValue={Math.round(rules.volumeRatio * 100)}
            error={form.errorOf("rules.volumeRatio")}
            fieldClassName="max-w-72"
          />
          <Checkbox name="backOut" label="The way back is rehearsed, too" defaultChecked={rules.backOut} />
          <Checkbox
            name="parity"
            label="Differences from production are decided"
            defaultChecked={rules.parity}
          />
          <Checkbox name="window" label="A change window is booked" defaultChecked={rules.window} />
          <Checkbox name="forecast" label="A forecast fits the window" defaultChecked={rules.forecast} />
          <TextInput
            name="reserve"
            label="Reserve in minutes"
            hint="Kept free at the end of the window"
            inputMode="numeric"
            defaultValue={rules.reserveMinutes}
            error={form.errorOf("rules.reserveMinutes")}
            fieldClassName="max-w-72"
          />
        </div>
      ) : null}
    </FormDialog>
  );
}
