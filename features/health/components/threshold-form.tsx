"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { knownMetrics } from "@/domain/health/metric";
import type { ThresholdSource } from "@/domain/health/threshold";
import { setThresholdAction } from "../actions";
import type { HealthView, ThresholdView } from "../schema";

interface ThresholdFormProps {
  upgrade: string;
  health: HealthView;
  /** The threshold that is set anew; left out for another one. */
  threshold?: ThresholdView;
  zone: string;
  now: string;
  refused: string | null;
}

/** A button that opens the form of a threshold. */
export function ThresholdForm(props: ThresholdFormProps) {
  const [open, setOpen] = useState(false);
  const { threshold, refused } = props;
  return (
    <>
      <Button
        size="sm"
        variant={threshold ? "quiet" : "default"}
        reason={refused}
        onClick={() => setOpen(true)}
        aria-label={threshold ? `Set anew: ${threshold.words}` : undefined}
      >
        {threshold ? "Set anew…" : "Set a threshold…"}
      </Button>
      {open ? <ThresholdDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const sources: Record<ThresholdSource, string> = {
  vendor: "The vendor's own limit",
  baseline: "The old stack's baseline, plus a tolerance",
  agreed: "A limit we agreed on",
};

function ThresholdDialog({
  upgrade,
  health,
  threshold,
  zone,
  now,
  onClose,
}: ThresholdFormProps & { onClose: () => void }) {
  const formId = useId();
  const router = useRouter();
  const metrics = [
    ...knownMetrics,
    ...health.metrics.filter(({ name }) => !knownMetrics.some((one) => one.name === name)),
  ];
  const [name, setName] = useState(threshold?.metric ?? health.metrics[0]?.name ?? "cpu");
  const metric = metrics.find((one) => one.name === name);
  const [chosen, setSource] = useState<ThresholdSource>(threshold?.source ?? "vendor");
  const source = chosen === "vendor" && metric?.vendorLimit === null ? "baseline" : chosen;
  const form = useActionForm({
    action: setThresholdAction,
    input: (values) => {
      const label = threshold?.label ?? values.text("label");
      const same = health.thresholds.find((one) => one.metric === name && one.label === label);
      return {
        upgrade,
        environment: health.environment.key,
        version: threshold?.version ?? same?.version ?? 0,
        metric: name,
        label,
        source,
        ...(source === "agreed" && { limit: values.number("limit") ?? Number.NaN }),
        ...(source === "baseline" && { tolerance: values.number("tolerance") ?? Number.NaN }),
        forMinutes: values.number("forMinutes") ?? Number.NaN,
        everySeconds: values.number("everySeconds") ?? Number.NaN,
        from: values.raw("from"),
        hours: values.number("hours") ?? Number.NaN,
        reason: values.text("reason"),
      };
    },
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({ message: `${metric?.title ?? name} is watched` });
    },
  });
  const unit = metric?.unit ?? "";
  return (
    <Dialog
      open
      onClose={onClose}
      title={threshold ? `Set anew: ${threshold.title}` : "Set a threshold"}
      description="The exit gate stays shut until the new stack has kept it for the whole period, with no time unknown."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            {threshold ? "Set it anew" : "Set the threshold"}
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-3.5">
        <FormErrors form={form} />
        {threshold ? null : (
          <div className="grid items-end gap-3.5 sm:grid-cols-2">
            <Select
              name="metric"
              label="Metric"
              options={metrics.map((one) => ({ value: one.name, label: one.title }))}
              value={name}
              onChange={(event) => setName(event.target.value)}
              error={form.errorOf("metric")}
            />
            <TextInput
              name="label"
              label="Node or application"
              hint="Empty: each one that is measured"
              error={form.errorOf("label")}
            />
          </div>
        )}
        <Select
          name="source"
          label="Limit from"
          options={(Object.entries(sources) as [ThresholdSource, string][]).map(([value, label]) => ({
            value,
            label:
              value !== "vendor"
                ? label
                : metric?.vendorLimit == null
                  ? `${label}: none is shipped`
                  : `${label}: ${metric.vendorLimit} ${unit}`,
            disabled: value === "vendor" && metric?.vendorLimit == null,
          }))}
          value={source}
          onChange={(event) => setSource(event.target.value as ThresholdSource)}
          error={form.errorOf("source")}
        />
        {source === "agreed" ? (
          <TextInput
            name="limit"
            type="number"
            step="any"
            label={`${metric?.worse === "below" ? "At least" : "At most"}${unit === "" ? "" : `, in ${unit}`}`}
            required
            defaultValue={threshold?.limit ?? ""}
            error={form.errorOf("limit")}
          />
        ) : null}
        {source === "baseline" ? (
          <TextInput
            name="tolerance"
            type="number"
            step="any"
            min={0}
            label="Percent beyond what was usual"
            hint={health.baseline ? undefined : "No baseline is marked yet: until then it is unknown."}
            required
            defaultValue={threshold?.tolerance ?? 20}
            error={form.errorOf("tolerance")}
          />
        ) : null}
        <div className="grid items-end gap-3.5 sm:grid-cols-2">
          <TextInput
            name="forMinutes"
            type="number"
            min={0}
            label="Counts from, minutes on end"
            defaultValue={threshold?.forMinutes ?? 10}
            error={form.errorOf("forMinutes")}
          />
          <TextInput
            name="everySeconds"
            type="number"
            min={1}
            label="Seconds between samples"
            hint="More than three times that is a gap"
            defaultValue={threshold?.everySeconds ?? 60}
            error={form.errorOf("everySeconds")}
          />
          <DateTimeInput
            name="from"
            label="Watched from"
            zone={zone}
            defaultValue={now}
            error={form.errorOf("from")}
            required
          />
          <TextInput
            name="hours"
            type="number"
            min={1}
            label="Hours"
            defaultValue={threshold?.hours ?? 24}
            error={form.errorOf("hours")}
          />
        </div>
        <TextArea
          name="reason"
          label="Why"
          hint={threshold ? "What was mended since" : "Why this limit and this period"}
          required
          rows={2}
          error={form.errorOf("reason")}
        />
      </form>
    </Dialog>
  );
}
