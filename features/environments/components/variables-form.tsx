"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { z } from "zod";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { declareChangeAction, setVariablesAction } from "../actions";
import type { variableRow } from "../schema";

type Variable = z.output<typeof variableRow>;

interface VariablesFormProps {
  upgrade: string;
  environment: string;
  variables: readonly Variable[];
  refused: string | null;
}

/** Values that fill {{name}} in step texts and commands. A conflict shows both values and keeps what was typed. */
export function VariablesForm({ upgrade, environment, variables, refused }: VariablesFormProps) {
  const router = useRouter();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [newName, setNewName] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<Record<string, { value: string | null; version: number }>>({});
  const [pending, setPending] = useState(false);
  const versionOf = (name: string) =>
    theirs[name]?.version ?? variables.find((variable) => variable.name === name)?.version ?? 0;
  const changed = Object.entries(typed).filter(
    ([name, value]) => value !== (variables.find((variable) => variable.name === name)?.value ?? ""),
  );
  const own = Object.keys(typed).filter((name) => !variables.some((variable) => variable.name === name));

  const save = async () => {
    setPending(true);
    const result = await setVariablesAction({
      upgrade,
      environment,
      variables: changed.map(([name, value]) => ({
        name,
        value: value === "" ? null : value,
        version: versionOf(name),
      })),
    });
    setPending(false);
    setFailure(result.ok ? null : result.message);
    if (result.ok) {
      setTyped({});
      setTheirs({});
      void notify({ message: "Saved. What was tested before is to be run again." });
      router.refresh();
    } else if (result.code === "version_conflict") {
      const current = result.details?.current as
        | { variables?: { name: string; value: string | null; version: number }[] }
        | undefined;
      setTheirs(Object.fromEntries((current?.variables ?? []).map(({ name, ...now }) => [name, now])));
    }
  };
  const row = (name: string, label: string, hint: string, value: string) => (
    <TextInput
      key={name}
      label={label}
      hint={
        theirs[name]
          ? `Now: ${theirs[name].value ?? "(no value)"}. Saving again puts yours in its place.`
          : hint
      }
      className="font-mono"
      maxLength={2000}
      readOnly={Boolean(refused)}
      value={typed[name] ?? value}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
  return (
    <form
      className="grid max-w-2xl gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {variables.length === 0 && own.length === 0 ? (
        <EmptyState title="No variables here">
          The playbook asks for none in this environment. Add your own and write {"{{name}}"} in a step.
        </EmptyState>
      ) : null}
      {variables.map((variable) =>
        row(
          variable.name,
          variable.label,
          [
            `{{${variable.name}}}`,
            variable.example && `like ${variable.example}`,
            `in ${plural(variable.usedBy, "step")}`,
          ]
            .filter(Boolean)
            .join(" · "),
          variable.value ?? "",
        ),
      )}
      {own.map((name) => row(name, name, `{{${name}}} · new`, ""))}
      <div className="flex flex-wrap items-end gap-2.5">
        <TextInput
          label="Another variable"
          hint="Small letters, digits and underscores."
          className="font-mono"
          value={newName}
          onChange={(event) => setNewName(event.target.value)}
        />
        <Button
          reason={
            refused ??
            (/^[a-z][a-z0-9_]{0,59}$/.test(newName)
              ? null
              : "Name it with small letters, digits and underscores.")
          }
          onClick={() => {
            setTyped({ ...typed, [newName]: typed[newName] ?? "" });
            setNewName("");
          }}
        >
          Add
        </Button>
      </div>
      <Button
        type="submit"
        variant="primary"
        pending={pending}
        reason={refused ?? (changed.length === 0 ? "Nothing is changed yet." : null)}
        className="justify-self-start"
      >
        Save
      </Button>
    </form>
  );
}

interface DeclareChangeProps {
  upgrade: string;
  environment: { key: string; name: string };
  refused: string | null;
}

/** For a change made outside of Liftlock: what was tested before it is to be run again. */
export function DeclareChange({ upgrade, environment, refused }: DeclareChangeProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button reason={refused} onClick={() => setAsking(true)}>
        Something else changed
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Declare ${environment.name} changed?`}
        confirmLabel="Declare the change"
        reason={{ label: "What changed", hint: "Kept in the history.", required: true }}
        onConfirm={async (reason) => {
          const result = await declareChangeAction({ upgrade, environment: environment.key, reason });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        Every test executed there before this moment becomes stale and is to be run again.
      </ConfirmDialog>
    </>
  );
}
