"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { PersonCombobox } from "@/components/form/person-combobox";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { CardRow } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { appointLeadAction } from "../actions";
import type { LeaderlessUpgrade } from "../schema";

type Person = { id: string; name: string; email: string };

/** Upgrades whose leads are all disabled, each with a way to appoint a new one. */
export function LeaderlessList({
  upgrades,
  people,
}: {
  upgrades: readonly LeaderlessUpgrade[];
  people: readonly Person[];
}) {
  const [asked, setAsked] = useState<LeaderlessUpgrade | null>(null);
  return (
    <>
      <ul aria-label="Upgrades without a lead">
        {upgrades.map((upgrade) => (
          <li key={upgrade.id}>
            <CardRow
              aside={
                <Button
                  size="sm"
                  aria-label={`Appoint a lead of ${upgrade.key}`}
                  onClick={() => setAsked(upgrade)}
                >
                  Appoint a lead
                </Button>
              }
            >
              <span className="font-mono text-sm font-semibold">{upgrade.key}</span> {upgrade.title}
            </CardRow>
          </li>
        ))}
      </ul>
      {asked ? <AppointDialog upgrade={asked} people={people} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function AppointDialog({
  upgrade,
  people,
  onClose,
}: {
  upgrade: LeaderlessUpgrade;
  people: readonly Person[];
  onClose: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    action: appointLeadAction,
    input: (values) => ({
      upgrade: upgrade.key,
      person: values.text("person"),
      reason: values.text("reason"),
    }),
    onSuccess: () => {
      notify({ message: `${upgrade.key} has a lead again` });
      router.refresh();
      onClose();
    },
  });
  const members = new Map(upgrade.members.map((member) => [member.id, member.roles.join(", ")]));
  const options = people
    .map((person) => ({ ...person, hint: members.get(person.id) ?? person.email }))
    .sort((a, b) => Number(members.has(b.id)) - Number(members.has(a.id)));
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Appoint a lead of ${upgrade.key}`}
      description="Nobody who leads it can sign in any more. Members are listed first."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <PersonCombobox
          name="person"
          label="Person"
          required
          people={options}
          error={form.errorOf("person")}
        />
        <TextArea
          name="reason"
          label="Why"
          hint="Kept in the upgrade's history."
          required
          error={form.errorOf("reason")}
        />
        <div>
          <SubmitButton pending={form.pending}>Appoint</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
