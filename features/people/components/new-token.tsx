"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { RadioGroup } from "@/components/form/radio-group";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { createTokenAction } from "../actions";

const lives = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "", label: "Never" },
];

/** The button and dialog that make a token and show it once. */
export function NewToken() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        New token
      </Button>
      {open ? <NewTokenDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [token, setToken] = useState<string | null>(null);
  const form = useActionForm({
    action: createTokenAction,
    input: (values) => {
      const days = values.text("days");
      return {
        name: values.text("name"),
        scope: values.text("scope") === "write" ? ("write" as const) : ("read" as const),
        expiresAt: days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null,
      };
    },
    onSuccess: (made) => {
      setToken(made.token);
      router.refresh();
    },
  });
  if (token) {
    return (
      <Dialog open onClose={onClose} title="Your new token" footer={<Button onClick={onClose}>Done</Button>}>
        <div className="flex flex-col gap-3">
          <Notice tone="warning" live>
            Copy it now: it is not shown again. Whoever has it acts as you.
          </Notice>
          <div className="flex items-center gap-2">
            <input
              className="input font-mono text-sm"
              aria-label="Token"
              readOnly
              value={token}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={token} label="Copy token" />
          </div>
          <p className="text-ink-3">
            Send it as <code>Authorization: Bearer …</code> with every call.
          </p>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="New API token"
      description="For scripts and other programs that work in your name."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <TextInput
          name="name"
          label="Name"
          hint="What uses it: “CI”, “report script”."
          required
          error={form.errorOf("name")}
        />
        <RadioGroup
          name="scope"
          legend="May"
          defaultValue="read"
          options={[
            { value: "read", label: "Read", hint: "See what you see." },
            {
              value: "write",
              label: "Read and write",
              hint: "Do what you may do, except signing in for you or making tokens.",
            },
          ]}
        />
        <Select
          name="days"
          label="Expires"
          options={lives}
          defaultValue="90"
          error={form.errorOf("expiresAt")}
        />
        <div>
          <SubmitButton pending={form.pending}>Create token</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
