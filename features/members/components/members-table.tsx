"use client";

import { DataTable } from "@/components/table/data-table";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { tip } from "@/components/ui/tip";
import { gateLabel } from "@/domain/gate-kind";
import { roleNames, roles } from "@/domain/role";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { MemberView } from "../schema";
import { MemberMenu, type MemberMenuProps } from "./member-menu";

export interface MembersTableProps {
  upgrade: string;
  members: readonly MemberView[];
  refused: MemberMenuProps["refused"];
}

/** People by roles, with what each did and which gates each could sign. */
export function MembersTable({ upgrade, members, refused }: MembersTableProps) {
  const teams = [...new Set(members.flatMap(({ team }) => team || []))].sort();
  return (
    <DataTable
      caption={`People in ${upgrade}`}
      rows={members}
      rowKey={(member) => member.id}
      empty={null}
      columns={[
        {
          key: "name",
          header: "Person",
          cell: (member) => (
            <span className="flex min-w-0 items-center gap-2.5 font-normal">
              <Avatar name={member.name} named />
              <span className="min-w-0">
                <span className="flex items-center gap-1.5 font-medium">
                  <span className="truncate">{member.name}</span>
                  {member.disabled ? <Chip tone="na">account disabled</Chip> : null}
                </span>
                <span className="block truncate text-xs text-ink-3">{member.email}</span>
              </span>
            </span>
          ),
        },
        {
          key: "roles",
          header: "Roles",
          cell: (member) => (
            <span className="flex flex-wrap gap-1">
              {roles
                .filter((role) => member.roles.includes(role))
                .map((role) => (
                  <Chip key={role} tone={role === "viewer" ? "neutral" : "accent"}>
                    {roleNames[role]}
                  </Chip>
                ))}
            </span>
          ),
        },
        {
          key: "team",
          header: "Team",
          cell: (member) => member.team || <span className="text-ink-3">none</span>,
        },
        { key: "did", header: "Did here", cell: (member) => <Did member={member} /> },
        { key: "signs", header: "Can sign", cell: (member) => <Signs upgrade={upgrade} member={member} /> },
        {
          key: "do",
          header: "Actions",
          headerHidden: true,
          align: "end",
          cell: (member) => (
            <MemberMenu
              key={member.version}
              upgrade={upgrade}
              member={member}
              teams={teams}
              refused={refused}
            />
          ),
        },
      ]}
    />
  );
}

function Did({ member: { did } }: { member: MemberView }) {
  const parts = [
    ...(did.steps > 0 ? [plural(did.steps, "step")] : []),
    ...(did.executions > 0 ? [plural(did.executions, "execution")] : []),
    ...(did.signatures > 0 ? [plural(did.signatures, "signature")] : []),
  ];
  return parts.length > 0 ? (
    <span className="num">{parts.join(" · ")}</span>
  ) : (
    <span className="text-ink-3">nothing yet</span>
  );
}

/** Gates with a place left for this person, then those they are ruled out of, with the reason on hover and for screen readers. */
function Signs({ upgrade, member }: { upgrade: string; member: MemberView }) {
  if (member.canSign.length + member.cannotSign.length === 0)
    return <span className="text-ink-3">no gate</span>;
  return (
    <ul aria-label={`Gates ${member.name} can sign`} className="flex flex-wrap gap-x-2.5 gap-y-0.5">
      {member.canSign.map((gate) => (
        <li key={`${gate.environment} ${gate.gate}`}>
          <Link className="link" href={paths.gate(upgrade, gate.environment, gate.gate)}>
            {gateLabel(gate.environmentName, gate.gate)}
          </Link>
        </li>
      ))}
      {member.cannotSign.map((gate) => (
        <li key={`${gate.environment} ${gate.gate}`} className="text-ink-3" {...tip(gate.reason)}>
          not {gateLabel(gate.environmentName, gate.gate)}
          <span className="sr-only">: {gate.reason}</span>
        </li>
      ))}
    </ul>
  );
}
