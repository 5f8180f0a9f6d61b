"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useId } from "react";
import { FieldError } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { TextInput } from "@/components/form/text-input";
import { Section } from "@/components/layout/section";
import { Button, IconButton } from "@/components/ui/button";
import { type EnvironmentKind, environmentKindNames } from "@/domain/environment";
import { roleNames, signingRoles } from "@/domain/role";
import type { DraftEnvironment, SlotCounts } from "./draft";

interface EnvironmentsPartProps {
  environments: readonly DraftEnvironment[];
  /** What is wrong with a field, by its path. */
  errors: Readonly<Record<string, string>>;
  /** Signatures the playbook proposes for a kind. */
  proposed: (kind: EnvironmentKind) => DraftEnvironment["slots"];
  onChange: (environments: DraftEnvironment[]) => void;
}

/** Environments in promotion order, production last, and who signs their gates. */
export function EnvironmentsPart({ environments, errors, proposed, onChange }: EnvironmentsPartProps) {
  const last = environments.length - 1;
  const edit = (index: number, change: Partial<DraftEnvironment>) =>
    onChange(environments.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const move = (index: number, by: number) => {
    const next = [...environments];
    const [taken] = next.splice(index, 1);
    if (taken) next.splice(index + by, 0, taken);
    onChange(next);
  };
  const add = () => {
    const made: DraftEnvironment = {
      id: crypto.randomUUID(),
      name: "",
      kind: "other",
      slots: proposed("other"),
    };
    onChange([...environments.slice(0, last), made, ...environments.slice(last)]);
  };
  return (
    <Section
      title="Environments"
      lead="From the lowest up; production is the last. A person fills one place of a gate, whatever roles they have."
    >
      <ol className="grid gap-3">
        {environments.map((environment, index) => {
          const isProd = environment.kind === "prod";
          const name = environment.name || `environment ${index + 1}`;
          return (
            <li key={environment.id} className="grid gap-3 rounded-lg border border-line bg-surface p-3.5">
              <div className="flex flex-wrap items-end gap-2.5">
                <TextInput
                  label="Name"
                  required
                  fieldClassName="min-w-40 flex-1"
                  value={environment.name}
                  error={errors[`environments.${index}.name`]}
                  onChange={(event) => edit(index, { name: event.target.value })}
                />
                {isProd ? (
                  <p className="pb-1.5 text-ink-2">Production</p>
                ) : (
                  <Select
                    label="Kind"
                    value={environment.kind}
                    onChange={(event) => {
                      const kind = event.target.value as EnvironmentKind;
                      edit(index, { kind, slots: proposed(kind) });
                    }}
                    options={(["test_setup", "dev", "pre_prod", "other"] as const).map((kind) => ({
                      value: kind,
                      label: environmentKindNames[kind],
                    }))}
                  />
                )}
                <IconButton
                  label={`Move ${name} up`}
                  icon={<ArrowUp size={15} />}
                  reason={
                    isProd
                      ? "Production is the last environment."
                      : index === 0
                        ? "It is the lowest already."
                        : null
                  }
                  onClick={() => move(index, -1)}
                />
                <IconButton
                  label={`Move ${name} down`}
                  icon={<ArrowDown size={15} />}
                  reason={isProd || index >= last - 1 ? "Only production comes after it." : null}
                  onClick={() => move(index, 1)}
                />
                <IconButton
                  label={`Remove ${name}`}
                  icon={<Trash2 size={15} />}
                  reason={isProd ? "Every upgrade ends in production." : null}
                  onClick={() => onChange(environments.filter((_, at) => at !== index))}
                />
              </div>
              <div className="grid gap-3 sm:grid-cols-2">
                {(["entry", "exit"] as const).map((gate) => (
                  <Slots
                    key={gate}
                    legend={
                      gate === "entry"
                        ? isProd
                          ? "Go/no-go signed by"
                          : "Entry signed by"
                        : "Exit signed by"
                    }
                    hint={
                      gate === "entry"
                        ? "Without signatures it opens by itself when nothing blocks."
                        : "At least one signature."
                    }
                    counts={environment.slots[gate]}
                    error={errors[`environments.${index}.slots.${gate}`]}
                    onChange={(counts) => edit(index, { slots: { ...environment.slots, [gate]: counts } })}
                  />
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      <FieldError id="environments">{errors.environments}</FieldError>
      <Button onClick={add} className="mt-3">
        Add an environment before production
      </Button>
    </Section>
  );
}

function Slots({
  legend,
  hint,
  counts,
  error,
  onChange,
}: {
  legend: string;
  hint: string;
  counts: SlotCounts;
  error: string | undefined;
  onChange: (counts: SlotCounts) => void;
}) {
  const id = useId();
  return (
    <fieldset
      className="grid gap-1.5"
      tabIndex={-1}
      data-fault={error ? true : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="field-label mb-1">{legend}</legend>
      <p className="field-hint">{hint}</p>
      <div className="flex gap-2.5">
        {signingRoles.map((role) => (
          <TextInput
            key={role}
            label={roleNames[role]}
            type="number"
            inputMode="numeric"
            min={0}
            max={9}
            fieldClassName="w-24"
            value={counts[role] ?? 0}
            onChange={(event) =>
              onChange({
                ...counts,
                [role]: Math.max(0, Math.min(9, Number.parseInt(event.target.value, 10) || 0)),
              })
            }
          />
        ))}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}
