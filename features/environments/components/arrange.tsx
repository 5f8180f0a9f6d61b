"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { z } from "zod";
import { Select } from "@/components/form/select";
import { TextInput } from "@/components/form/text-input";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import type { ActionResult } from "@/lib/action";
import {
  addEnvironmentAction,
  removeEnvironmentAction,
  renameEnvironmentAction,
  reorderEnvironmentsAction,
} from "../actions";
import type { environmentRow } from "../schema";
import { StatusChip } from "./status-chip";

type Row = z.output<typeof environmentRow>;

interface ArrangeProps {
  upgrade: string;
  environments: readonly Row[];
  refused: Readonly<Record<string, string>>;
}

/** The environments of an upgrade: rename, reorder, add before production, remove where nothing was done. */
export function Arrange({ upgrade, environments, refused }: ArrangeProps) {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const [removing, setRemoving] = useState<Row | null>(null);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<"test_setup" | "dev" | "pre_prod" | "other">("other");
  const settle = (result: ActionResult<unknown>) => {
    setFailure(result.ok ? null : result.message);
    if (result.ok) router.refresh();
    return result.ok;
  };
  const move = async (index: number, by: number) => {
    const order = environments.map((environment) => environment.key);
    const [key] = order.splice(index, 1);
    if (key) order.splice(index + by, 0, key);
    settle(await reorderEnvironmentsAction({ upgrade, order }));
  };
  return (
    <div className="grid gap-3">
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      <ol className="grid gap-2">
        {environments.map((environment, index) => (
          <li
            key={environment.id}
            className="flex flex-wrap items-center gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-2"
          >
            <Name
              key={environment.name}
              upgrade={upgrade}
              environment={environment}
              reason={refused["environment.rename"] ?? null}
              onSaved={settle}
            />
            <StatusChip status={environment.status} />
            <IconButton
              label={`Move ${environment.name} up`}
              icon={<ArrowUp size={15} />}
              reason={
                refused["environment.reorder"] ??
                (index === 0 || environment.kind === "prod" ? "It can't move up." : null)
              }
              onClick={() => void move(index, -1)}
            />
            <IconButton
              label={`Move ${environment.name} down`}
              icon={<ArrowDown size={15} />}
              reason={
                refused["environment.reorder"] ??
                (index >= environments.length - 2 ? "Production is the last environment." : null)
              }
              onClick={() => void move(index, 1)}
            />
            <IconButton
              label={`Remove ${environment.name}`}
              icon={<Trash2 size={15} />}
              reason={
                refused["environment.remove"] ??
                (environment.kind === "prod" ? "Every upgrade ends in production." : null)
              }
              onClick={() => setRemoving(environment)}
            />
          </li>
        ))}
      </ol>
      <form
        className="flex flex-wrap items-end gap-2.5"
        onSubmit={async (event) => {
          event.preventDefault();
          if (settle(await addEnvironmentAction({ upgrade, name, kind }))) setName("");
        }}
      >
        <TextInput
          label="Add an environment before production"
          value={name}
          maxLength={60}
          fieldClassName="min-w-56"
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.target.value as typeof kind)}
          options={[
            { value: "test_setup", label: "Test setup" },
            { value: "dev", label: "Development" },
            { value: "pre_prod", label: "Pre-production" },
            { value: "other", label: "Other" },
          ]}
        />
        <Button
          type="submit"
          reason={refused["environment.add"] ?? (name.trim() === "" ? "Name it first." : null)}
        >
          Add
        </Button>
      </form>
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={`Remove ${removing?.name}?`}
        confirmLabel="Remove"
        danger
        onConfirm={async () => {
          if (!removing) return { ok: true };
          const result = await removeEnvironmentAction({
            upgrade,
            environment: removing.key,
            version: removing.version,
          });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        Only an environment in which nothing was done can be removed.
      </ConfirmDialog>
    </div>
  );
}

interface NameProps {
  upgrade: string;
  environment: Row;
  reason: string | null;
  onSaved: (result: ActionResult<unknown>) => void;
}

function Name({ upgrade, environment, reason, onSaved }: NameProps) {
  const [name, setName] = useState(environment.name);
  return (
    <form
      className="flex min-w-48 flex-1 items-end gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        onSaved(
          await renameEnvironmentAction({
            upgrade,
            environment: environment.key,
            name,
            version: environment.version,
          }),
        );
      }}
    >
      <TextInput
        label={`Name of ${environment.name}`}
        labelHidden
        value={name}
        maxLength={60}
        readOnly={Boolean(reason)}
        onChange={(event) => setName(event.target.value)}
      />
      {name === environment.name ? null : (
        <Button type="submit" size="sm" reason={reason}>
          Rename
        </Button>
      )}
    </form>
  );
}
