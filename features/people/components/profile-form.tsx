"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { editProfileAction } from "../actions";
import type { ProfileView } from "../schema";

/** One's name and the zone times are shown in. */
export function ProfileForm({ profile, zones }: { profile: ProfileView; zones: readonly string[] }) {
  const router = useRouter();
  const [zone, setZone] = useState(profile.timeZone ?? "");
  const [own, setOwn] = useState<string | null>(null);
  // Known in the browser only; proposed, never taken by itself.
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const form = useActionForm({
    action: editProfileAction,
    input: (values) => ({
      name: values.text("name"),
      timeZone: values.optional("timeZone"),
      version: profile.version,
    }),
    onSuccess: () => {
      notify({ message: "Profile saved" });
      router.refresh();
    },
  });
  return (
    <form {...form.formProps} className="flex flex-col gap-4">
      <FormErrors form={form} />
      <TextInput
        name="name"
        label="Name"
        required
        defaultValue={profile.name}
        autoComplete="name"
        error={form.errorOf("name")}
      />
      <TextInput
        name="shownEmail"
        label="E-mail"
        value={profile.email}
        readOnly
        hint="What you sign in with. It can't be changed."
      />
      <Select
        name="timeZone"
        label="Time zone"
        hint="In which you read times. Every time says its zone."
        empty="The home zone of each upgrade"
        options={zones.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))}
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        error={form.errorOf("timeZone")}
      />
      {own && own !== zone && zones.includes(own) ? (
        <div className="flex flex-wrap items-center gap-2 text-ink-2">
          Your browser is in {own.replaceAll("_", " ")}.
          <Button size="sm" onClick={() => setZone(own)}>
            Use it
          </Button>
        </div>
      ) : null}
      <div>
        <SubmitButton pending={form.pending}>Save</SubmitButton>
      </div>
    </form>
  );
}
