"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FieldError } from "@/components/form/field";
import { PersonCombobox } from "@/components/form/person-combobox";
import { RadioGroup } from "@/components/form/radio-group";
import { Section } from "@/components/layout/section";
import { IconButton } from "@/components/ui/button";
import { type Role, roleNames, roles } from "@/domain/role";
import type { Draft } from "./draft";

export interface KnownPerson {
  id: string;
  name: string;
  email: string;
}

interface PeoplePartProps {
  me: { id: string; name: string };
  people: readonly KnownPerson[];
  members: Draft["members"];
  /** What is wrong with a field, by its path. */
  errors: Readonly<Record<string, string>>;
  doersMaySign: boolean;
  onMembers: (members: Draft["members"]) => void;
  onDoersMaySign: (may: boolean) => void;
}

/** Who belongs to the upgrade, with which roles, and whether who does the work may also sign it. */
export function PeoplePart({
  me,
  people,
  members,
  errors,
  doersMaySign,
  onMembers,
  onDoersMaySign,
}: PeoplePartProps) {
  const [round, setRound] = useState(0);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "Somebody who left";
  const setRoles = (userId: string, role: Role, on: boolean) =>
    onMembers(
      members.map((member) =>
        member.userId === userId
          ? { ...member, roles: on ? [...member.roles, role] : member.roles.filter((held) => held !== role) }
          : member,
      ),
    );
  const free = people.filter(
    (person) => person.id !== me.id && !members.some((member) => member.userId === person.id),
  );
  return (
    <Section
      title="People"
      lead={`You, ${me.name}, are a lead of it. Others can also be added or invited later.`}
    >
      <div className="grid gap-4">
        <PersonCombobox
          key={round}
          label="Add a person"
          people={free.map((person) => ({ id: person.id, name: person.name, hint: person.email }))}
          nothing="Nobody here matches. Invite them from the upgrade's People page afterwards."
          onChange={(userId) => {
            if (!userId) return;
            onMembers([...members, { userId, roles: ["engineer"] }]);
            setRound(round + 1);
          }}
        />
        <ul className="grid gap-2">
          {members.map((member, index) => (
            <li
              key={member.userId}
              tabIndex={-1}
              data-fault={errors[`members.${index}.roles`] ? true : undefined}
              className="flex flex-wrap items-center gap-x-5 gap-y-1 rounded-lg border border-line bg-surface px-3.5 py-2"
            >
              <span className="min-w-40 flex-1 font-semibold">{nameOf(member.userId)}</span>
              {roles.map((role) => (
                <Checkbox
                  key={role}
                  label={roleNames[role]}
                  checked={member.roles.includes(role)}
                  reason={
                    member.roles.length === 1 && member.roles[0] === role
                      ? "A member has at least one role."
                      : null
                  }
                  onChange={(event) => setRoles(member.userId, role, event.target.checked)}
                />
              ))}
              <IconButton
                label={`Remove ${nameOf(member.userId)}`}
                icon={<Trash2 size={15} />}
                onClick={() => onMembers(members.filter((one) => one.userId !== member.userId))}
              />
              <FieldError id={member.userId}>{errors[`members.${index}.roles`]}</FieldError>
            </li>
          ))}
        </ul>
        <RadioGroup
          name="doers"
          legend="May people sign gates of environments in which they did the work themselves?"
          hint="An auditor will ask. The answer is printed with every signature, and a change is kept in the history."
          value={doersMaySign ? "yes" : "no"}
          onChange={(value) => onDoersMaySign(value === "yes")}
          options={[
            { value: "no", label: "No: whoever did the work does not sign it" },
            { value: "yes", label: "Yes: we are a small team" },
          ]}
        />
      </div>
    </Section>
  );
}
