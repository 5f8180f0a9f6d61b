"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { setTeamAction } from "../actions";
import type { MemberView } from "../schema";

interface TeamDialogProps {
  upgrade: string;
  member: MemberView;
  teams: readonly string[];
  onClose: () => void;
}

/** Which team somebody works in: typed, or one of those that are there. */
export function TeamDialog({ upgrade, member, teams, onClose }: TeamDialogProps) {
  const router = useRouter();
  const listId = useId();
  const form = useActionForm({
    action: setTeamAction,
    input: (values) => ({
      upgrade,
      person: member.id,
      team: values.text("team"),
      version: member.version,
    }),
    onSuccess: ({ team }) => {
      notify({
        message: team === "" ? `${member.name} is in no team now` : `${member.name} is in the team ${team}`,
      });
      router.refresh();
      onClose();
    },
    onFailure: (failure) => {
      if (failure.code === "version_conflict") router.refresh();
      return false;
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Team of ${member.name}`}
      description="A run shows its lanes by team, and its call list names them."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <TextInput
          name="team"
          label="Team"
          hint="Leave it empty for none"
          list={listId}
          maxLength={60}
          defaultValue={member.team}
          error={form.errorOf("team")}
        />
        <datalist id={listId}>
          {teams.map((team) => (
            <option key={team} value={team} />
          ))}
        </datalist>
        <div>
          <SubmitButton pending={form.pending}>Save</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
