"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { changeRolesAction, removeMemberAction } from "../actions";
import type { MemberView } from "../schema";
import { RoleChecks, rolesOf } from "./role-checks";
import { TeamDialog } from "./team-dialog";

export interface MemberMenuProps {
  upgrade: string;
  member: MemberView;
  /** Why the person who looks can't change roles, or remove people. */
  refused: { change?: string; team?: string; remove?: string };
  /** Teams that others are in. */
  teams: readonly string[];
}

/** Change a member's roles, or remove them. */
export function MemberMenu({ upgrade, member, teams, refused }: MemberMenuProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"roles" | "team" | "remove" | null>(null);
  async function remove() {
    const result = await removeMemberAction({ upgrade, person: member.id, version: member.version });
    if (result.ok) {
      const { unassigned } = result.output;
      notify({
        message: `Removed ${member.name}`,
        detail:
          unassigned > 0
            ? `${plural(unassigned, "open step")} of theirs ${unassigned === 1 ? "is" : "are"} nobody's now.`
            : undefined,
      });
      router.refresh();
    }
    return result;
  }
  return (
    <>
      <Menu
        iconOnly
        size="sm"
        variant="quiet"
        label={`Actions for ${member.name}`}
        trigger={<Ellipsis size={16} />}
        items={[
          { label: "Change roles…", reason: refused.change ?? null, onSelect: () => setAsked("roles") },
          { label: "Set the team…", reason: refused.team ?? null, onSelect: () => setAsked("team") },
          {
            label: "Remove…",
            danger: true,
            reason: refused.remove ?? null,
            onSelect: () => setAsked("remove"),
          },
        ]}
      />
      {asked === "roles" ? (
        <RolesDialog upgrade={upgrade} member={member} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "team" ? (
        <TeamDialog upgrade={upgrade} member={member} teams={teams} onClose={() => setAsked(null)} />
      ) : null}
      <ConfirmDialog
        open={asked === "remove"}
        onClose={() => setAsked(null)}
        title={`Remove ${member.name} from ${upgrade}?`}
        confirmLabel="Remove"
        danger
        onConfirm={remove}
      >
        {member.name} no longer sees it. What they did stays, and their signatures count as they were given.
        Open steps of theirs become nobody's.
      </ConfirmDialog>
    </>
  );
}

function RolesDialog({
  upgrade,
  member,
  onClose,
}: {
  upgrade: string;
  member: MemberView;
  onClose: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    action: changeRolesAction,
    input: (values) => ({ upgrade, person: member.id, roles: rolesOf(values), version: member.version }),
    onSuccess: () => {
      notify({ message: `Changed the roles of ${member.name}` });
      router.refresh();
      onClose();
    },
    onFailure: (failure) => {
      // Somebody else changed them meanwhile: what they are now is fetched, the choice made here stays.
      if (failure.code === "version_conflict") router.refresh();
      return false;
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Roles of ${member.name}`}
      description="Signatures given before keep the roles they were given with."
    >
      <form {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <RoleChecks held={member.roles} error={form.errorOf("roles")} />
        <div>
          <SubmitButton pending={form.pending}>Save</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
