"use client";

import { useRouter } from "next/navigation";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import { Meanwhile } from "@/components/form/meanwhile";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { markBaselineAction } from "../actions";
import type { HealthView } from "../schema";

interface BaselineCardProps {
  upgrade: string;
  health: HealthView;
  zone: string;
  now: string;
  refused: string | null;
}

/** The period on the old stack that the new one is compared with. */
export function BaselineCard({ upgrade, health, zone, now, refused }: BaselineCardProps) {
  const router = useRouter();
  const { version, baseline, environment, metrics } = health;
  const moments = metrics.flatMap(({ old }) => (old ? [old] : []));
  const firsts = moments.flatMap(({ firstAt }) => firstAt ?? []).toSorted();
  const lasts = moments.flatMap(({ lastAt }) => lastAt ?? []).toSorted();
  const held = useHeld({
    current: { version, baseline },
    stored: ({ baseline: is }) => ({ from: is?.from ?? "", until: is?.until ?? "" }),
    labels: { from: "From", until: "Until" },
  });
  const form = useActionForm({
    action: markBaselineAction,
    input: (values) => ({
      upgrade,
      environment: environment.key,
      version: held.version,
      from: values.raw("from"),
      until: values.raw("until"),
    }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: () => {
      held.onSaved();
      void notify({ message: "The baseline is marked" });
      router.refresh();
    },
  });
  return (
    <Card title="Baseline of the old stack" padded>
      <p className="text-ink-2">
        {baseline ? (
          <>
            What was usual from <Time value={baseline.from} zone={zone} now={now} /> to{" "}
            <Time value={baseline.until} zone={zone} now={now} />. It stays as computed: mark it again when
            more was measured.
          </>
        ) : (
          "What the new stack is compared with: push the old stack's samples, then mark an ordinary time, best two weeks."
        )}
      </p>
      <form
        key={held.held?.version}
        {...form.formProps}
        {...held.formProps}
        className="mt-3 flex flex-col gap-3 border-t border-line pt-3"
      >
        <FormErrors form={form} />
        <Meanwhile held={held} />
        <div className="flex flex-wrap gap-3">
          <DateTimeInput
            name="from"
            label="From"
            zone={zone}
            defaultValue={baseline?.from ?? firsts[0] ?? null}
            error={form.errorOf("from")}
            required
          />
          <DateTimeInput
            name="until"
            label="Until"
            zone={zone}
            defaultValue={baseline?.until ?? lasts.at(-1) ?? null}
            error={form.errorOf("until")}
            required
          />
        </div>
        <div>
          <SubmitButton
            pending={form.pending}
            reason={refused ?? (firsts.length === 0 ? "Nothing was measured on the old stack yet." : null)}
          >
            Mark the baseline
          </SubmitButton>
        </div>
      </form>
    </Card>
  );
}
