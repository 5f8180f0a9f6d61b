"use client";

import { useRouter } from "next/navigation";
import { Combobox } from "@/components/form/combobox";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { notify } from "@/components/ui/toast";
import { editUpgradeAction } from "../actions";
import type { UpgradeView } from "../queries";

/** Title, zone, support case and the reason of the target. */
export function DetailsForm({ upgrade, zones }: { upgrade: UpgradeView; zones: readonly string[] }) {
  const router = useRouter();
  const form = useActionForm({
    action: editUpgradeAction,
    input: (values) => ({
      upgrade: upgrade.key,
      version: upgrade.version,
      title: values.text("title"),
      homeZone: values.text("homeZone") || upgrade.homeZone,
      supportCase: values.text("supportCase"),
      targetReason: values.text("targetReason"),
    }),
    onSuccess: () => {
      void notify({ message: "Saved" });
      router.refresh();
    },
  });
  const refused = upgrade.refused["upgrade.edit"] ?? null;
  return (
    <form {...form.formProps} className="grid max-w-xl gap-3.5">
      <FormErrors form={form} />
      <TextInput
        name="title"
        label="Title"
        required
        maxLength={200}
        defaultValue={upgrade.title}
        error={form.errorOf("title")}
      />
      <Combobox
        name="homeZone"
        label="Home zone"
        hint="Times are shown in this zone unless a person chooses another."
        options={zones.map((zone) => ({ value: zone, label: zone }))}
        defaultValue={upgrade.homeZone}
        error={form.errorOf("homeZone")}
      />
      <TextInput
        name="supportCase"
        label="Support case"
        defaultValue={upgrade.supportCase ?? ""}
        error={form.errorOf("supportCase")}
      />
      <TextArea
        name="targetReason"
        label={`Why ${upgrade.to} is the target`}
        defaultValue={upgrade.targetReason ?? ""}
        error={form.errorOf("targetReason")}
      />
      <SubmitButton pending={form.pending} reason={refused} className="justify-self-start">
        Save
      </SubmitButton>
    </form>
  );
}
