"use client";

import { useRouter } from "next/navigation";
import { Combobox } from "@/components/form/combobox";
import { FormErrors } from "@/components/form/form-errors";
import { Meanwhile } from "@/components/form/meanwhile";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { notify } from "@/components/ui/toast";
import { editUpgradeAction } from "../actions";
import type { UpgradeView } from "../queries";

/** What the form edits, as the upgrade has it. */
const storedOf = (upgrade: UpgradeView) => ({
  title: upgrade.title,
  homeZone: upgrade.homeZone,
  supportCase: upgrade.supportCase ?? "",
  targetReason: upgrade.targetReason ?? "",
});
const labels = {
  title: "Title",
  homeZone: "Home zone",
  supportCase: "Support case",
  targetReason: "Why this target",
};

/** Title, zone, support case and the reason of the target. */
export function DetailsForm({ upgrade: current, zones }: { upgrade: UpgradeView; zones: readonly string[] }) {
  const router = useRouter();
  const held = useHeld({ current, stored: storedOf, labels });
  const upgrade = held.held ?? current;
  const form = useActionForm({
    action: (input: ReturnType<typeof storedOf>) =>
      editUpgradeAction({ upgrade: upgrade.key, version: held.version, ...held.own(input) }),
    input: (values) => ({
      title: values.text("title"),
      homeZone: values.text("homeZone"),
      supportCase: values.text("supportCase"),
      targetReason: values.text("targetReason"),
    }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: () => {
      held.onSaved();
      void notify({ message: "Saved" });
      router.refresh();
    },
  });
  const refused = upgrade.refused["upgrade.edit"] ?? null;
  return (
    <form key={upgrade.version} {...form.formProps} {...held.formProps} className="grid max-w-xl gap-3.5">
      <FormErrors form={form} />
      <Meanwhile held={held} />
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
