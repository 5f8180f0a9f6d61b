"use client";

import { type ReactNode, useId } from "react";
import { tip } from "@/components/ui/tip";

export type SegmentedChoiceProps<Value extends string> = {
  legend: string;
  choices: readonly { value: Value; label: string; icon: ReactNode }[];
  value: Value;
  onChoose: (value: Value) => void;
};

/** One of two or three settings as icons side by side: radio buttons underneath, names as tooltips. */
export function SegmentedChoice<Value extends string>({
  legend,
  choices,
  value,
  onChoose,
}: SegmentedChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="segment" {...tip(choice.label)}>
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span aria-hidden="true">{choice.icon}</span>
          <span className="sr-only">{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
