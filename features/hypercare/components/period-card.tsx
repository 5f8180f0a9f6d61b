"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import { endHypercareAction, extendHypercareAction } from "../actions";
import type { HypercareView } from "../schema";
import type { CareTimes } from "./care-look";

interface PeriodCardProps extends CareTimes {
  upgrade: string;
  environment: string;
  view: HypercareView;
  refused: { extend: string | null; end: string | null };
  /** What starts another one, when this one is over. */
  again: ReactNode;
}

/** Where hypercare stands, what is left, and what changes its length. */
export function PeriodCard({ upgrade, environment, view, zone, now, refused, again }: PeriodCardProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"extend" | "end" | null>(null);
  const { period } = view;
  if (period === null) return null;
  const times = { zone, now };
  return (
    <Card title="The period" padded>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        <dt className="text-ink-3">Began</dt>
        <dd>
          <Time value={period.begin} {...times} />
        </dd>
        <dt className="text-ink-3">{period.over ? "Ended" : "Ends"}</dt>
        <dd>
          <Time value={period.end} {...times} />
        </dd>
        <dt className="text-ink-3">Length</dt>
        <dd>
          {plural(period.length, "calendar day")} in {period.zone.replaceAll("_", " ")}
        </dd>
        <dt className="text-ink-3">Started by</dt>
        <dd>{period.startedBy.name}</dd>
        {period.ended ? (
          <>
            <dt className="text-ink-3">Ended early</dt>
            <dd className="wrap-anywhere">
              {period.ended.by.name}: {period.ended.reason}
            </dd>
          </>
        ) : null}
      </dl>
      <div className="mt-3 flex flex-wrap gap-2">
        {period.ended ? null : (
          <Button size="sm" reason={refused.extend} onClick={() => setAsking("extend")}>
            Extend…
          </Button>
        )}
        {period.over ? null : (
          <Button size="sm" reason={refused.end} onClick={() => setAsking("end")}>
            End early…
          </Button>
        )}
        {again}
      </div>
      {asking === "extend" ? (
        <ExtendDialog
          upgrade={upgrade}
          environment={environment}
          version={period.version}
          onClose={() => setAsking(null)}
        />
      ) : null}
      <ConfirmDialog
        open={asking === "end"}
        onClose={() => setAsking(null)}
        title={`End hypercare of ${view.environment.name} early?`}
        confirmLabel="End hypercare"
        reason={{ label: "Why", hint: "Part of what is signed at the exit gate.", required: true }}
        onConfirm={async (reason) => {
          const result = await endHypercareAction({ upgrade, environment, version: period.version, reason });
          if (result.ok) router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        Today has to be answered all the same, and so do missed days. Days to come are not asked for any more.
      </ConfirmDialog>
    </Card>
  );
}

function ExtendDialog({
  upgrade,
  environment,
  version,
  onClose,
}: {
  upgrade: string;
  environment: string;
  version: number;
  onClose: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    action: extendHypercareAction,
    input: (values) => ({
      upgrade,
      environment,
      version,
      days: values.number("days") ?? Number.NaN,
      reason: values.text("reason"),
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      form={form}
      title="Keep hypercare for longer"
      description="The days that come are asked for like the others."
      submit="Extend"
      why="Why"
      onClose={onClose}
    >
      <TextInput
        name="days"
        label="Days more"
        inputMode="numeric"
        defaultValue={3}
        error={form.errorOf("days")}
        fieldClassName="max-w-40"
      />
    </FormDialog>
  );
}
