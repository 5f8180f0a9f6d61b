"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardRow } from "@/components/ui/card";
import { hoursText } from "@/domain/window/crew-hours";
import type { CrewMember } from "../schema";
import { HoursDialog } from "./hours-dialog";

interface CrewCardProps {
  upgrade: string;
  crew: readonly CrewMember[];
  /** Whose own hours may always be set. */
  me: string;
  mayAll: boolean;
}

/** When each member can work in change windows, by their own clocks. */
export function CrewCard({ upgrade, crew, me, mayAll }: CrewCardProps) {
  const [edited, setEdited] = useState<CrewMember | null>(null);
  const others = "Only leads set the hours of somebody else.";
  return (
    <Card title="When people can work">
      <ul aria-label="Hours of the crew">
        {crew.map((member) => (
          <li key={member.id}>
            <CardRow
              aside={
                <Button
                  size="sm"
                  variant="quiet"
                  reason={mayAll || member.id === me ? null : others}
                  aria-label={`Hours of ${member.name}`}
                  onClick={() => setEdited(member)}
                >
                  {member.hours ? "Change" : "Set"}
                </Button>
              }
            >
              <p className="font-medium">{member.name}</p>
              <p className="text-sm text-ink-3">
                {member.hours ? (
                  <span className="num text-ink-2">{hoursText(member.hours)}</span>
                ) : (
                  "not known"
                )}
                , {member.zone.replaceAll("_", " ")}
              </p>
            </CardRow>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-3.5 py-2.5 text-sm text-ink-3">
        Of who has not said anything nothing is assumed. Zones are those of each profile.
      </p>
      {edited ? <HoursDialog upgrade={upgrade} member={edited} onClose={() => setEdited(null)} /> : null}
    </Card>
  );
}
