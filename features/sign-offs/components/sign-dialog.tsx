"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DiffList } from "@/components/ui/diff-list";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { signAction } from "../actions";
import type { SignInput } from "../schema";
import { ManifestSummary } from "./manifest-summary";
import { type SeenManifest, useManifest } from "./use-manifest";

export interface SignDialogProps {
  upgrade: string;
  environment: string;
  gate: "entry" | "exit";
  label: string;
  /** Where the manifest is read. */
  manifestHref: string;
  decision: "approve" | "reject";
  onClose: () => void;
}

type Change = { subject: string; was: string; is: string };

/** Signing or rejecting a gate: shows what is signed, then asks what it means and for the password. Never one key. */
export function SignDialog(props: SignDialogProps) {
  const { label, decision, manifestHref, onClose } = props;
  const formId = useId();
  const { seen, failed, again } = useManifest(manifestHref);
  const approve = decision === "approve";
  const [meaning, setMeaning] = useState("approved");
  const [changes, setChanges] = useState<readonly Change[] | null>(null);
  const router = useRouter();
  const form = useActionForm({
    action: signAction,
    input: (values) => inputOf(values, props, seen),
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({ message: approve ? `Signed ${label}` : `Rejected ${label}` });
    },
    onFailure: (failure) => {
      if (failure.code !== "version_conflict") return false;
      const details = failure.details as { changes?: Change[] } | undefined;
      setChanges(details?.changes ?? []);
      again();
      router.refresh();
      return true;
    },
  });
  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={approve ? `Sign ${label}` : `Reject ${label}`}
      description={
        approve
          ? "Your name stands for what is listed here, as it is now. If any of it changes, your signature goes stale and you are asked again."
          : "The gate stays shut until you approve it or withdraw your rejection."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton
            form={formId}
            variant={approve ? "primary" : "danger"}
            pending={form.pending}
            reason={seen ? null : "What is signed is still being read."}
          >
            {approve ? "Sign" : "Reject"}
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        {changes ? <Changed changes={changes} label={label} /> : null}
        {failed ? (
          <Notice
            tone="error"
            title="What would be signed could not be read."
            action={
              <Button size="sm" onClick={again}>
                Try again
              </Button>
            }
            live
          >
            Nothing is signed without it.
          </Notice>
        ) : seen ? (
          <ManifestSummary manifest={seen.manifest} sha256={seen.manifestSha256} />
        ) : (
          <div className="h-28 rounded-md bg-sunken" aria-busy="true">
            <span className="sr-only">Reading what is signed</span>
          </div>
        )}
        {approve ? (
          <RadioGroup
            name="meaning"
            legend="Your signature means"
            required
            value={meaning}
            onChange={setMeaning}
            error={form.errorOf("meaning")}
            options={[
              { value: "approved", label: "Approved", hint: "You take the decision that it is good." },
              {
                value: "reviewed",
                label: "Reviewed",
                hint: "You looked at the evidence and found it complete.",
              },
              {
                value: "accepted_with_conditions",
                label: "Accepted with conditions",
                hint: "Good enough to go on, but the next gate stays shut until your conditions are met.",
              },
            ]}
          />
        ) : null}
        {approve && meaning === "accepted_with_conditions" ? (
          <TextArea
            name="conditions"
            label="Conditions"
            hint="One per line."
            required
            rows={2}
            error={form.errorOf("conditions")}
          />
        ) : null}
        <TextArea
          name="statement"
          label={approve ? "Statement" : "Reason"}
          hint={
            approve
              ? "What you looked at, in your words; it is kept in the history."
              : "What has to change before you would sign."
          }
          required={!approve}
          rows={2}
          error={form.errorOf("statement")}
        />
        <TextInput
          name="password"
          type="password"
          label="Your password"
          required
          autoComplete="current-password"
          hint="Asked again, so that nobody signs from a desk you left."
          error={form.errorOf("password")}
        />
      </form>
    </Dialog>
  );
}

function inputOf(
  values: FormValues,
  { upgrade, environment, gate, decision }: SignDialogProps,
  seen: SeenManifest | null,
): SignInput {
  const approve = decision === "approve";
  const meaning = values.text("meaning") as SignInput["meaning"];
  return {
    upgrade,
    environment,
    gate,
    decision,
    meaning: approve ? meaning : null,
    statement: values.text("statement"),
    conditions: approve
      ? values
          .text("conditions")
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean)
      : [],
    manifestSha256: seen?.manifestSha256 ?? "",
    ...(seen && { manifest: seen.manifest }),
    password: values.raw("password"),
  };
}

function Changed({ changes, label }: { changes: readonly Change[]; label: string }) {
  return (
    <Notice tone="warning" title={`${label} changed while you were looking, so nothing was signed.`} live>
      What is listed below is how it is now. Sign again if you still agree.
      <DiffList
        label="What changed"
        className="mt-1"
        items={changes
          .slice(0, 20)
          .map(({ subject, was, is }, index) => ({ key: `${index} ${subject}`, label: subject, was, is }))}
      />
      {changes.length > 20 ? <p>and {changes.length - 20} more</p> : null}
    </Notice>
  );
}
