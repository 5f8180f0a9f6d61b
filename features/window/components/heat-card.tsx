"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Time } from "@/components/ui/time";
import { cn } from "@/lib/cn";
import { formatCount, plural, zoneNote } from "@/lib/format";
import type { TrafficHeat } from "../schema";
import { UploadProfile } from "./upload-profile";

interface HeatCardProps {
  upgrade: string;
  traffic: TrafficHeat;
  zone: string;
  now: string;
  /** Why this person can't upload a profile. */
  refused: string | null;
}

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

/** The usual week of an environment as a table of hours, darker where there is more traffic. */
export function HeatCard({ upgrade, traffic, zone, now, refused }: HeatCardProps) {
  const [open, setOpen] = useState(false);
  const { environment, profile, heat } = traffic;
  const most = Math.max(0, ...heat.flat().map((mean) => mean ?? 0));
  return (
    <Card
      title={`Traffic of ${environment.name}`}
      action={
        <Button size="sm" reason={refused} onClick={() => setOpen(true)}>
          {profile ? "Upload another" : "Upload a profile"}
        </Button>
      }
    >
      {profile ? (
        <div className="flex flex-col gap-3 px-3.5 pb-3.5">
          <ScrollRegion label="Requests by hour and weekday">
            <table className="w-full min-w-170 border-separate border-spacing-px text-2xs">
              <caption className="mb-1 text-left text-sm text-ink-3">
                Mean requests an hour in a usual week. {zoneNote(traffic.zone)}.
              </caption>
              <thead>
                <tr>
                  <th scope="col" className="sr-only">
                    Day
                  </th>
                  {hours.map((hour) => (
                    <th key={hour} scope="col" className="num pb-0.5 text-center font-normal text-ink-3">
                      {hour}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {heat.map((cells, day) => (
                  <tr key={days[day]}>
                    <th scope="row" className="pr-1.5 text-left font-medium text-ink-2">
                      {days[day]}
                    </th>
                    {cells.map((mean, hour) => (
                      <HeatCell
                        key={hours[hour]}
                        mean={mean}
                        most={most}
                        where={`${days[day]} ${hours[hour]}:00`}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="text-sm text-ink-3">
            From <Time value={profile.from} zone={zone} now={now} show="date" /> to{" "}
            <Time value={profile.to} zone={zone} now={now} show="date" />,{" "}
            {plural(profile.intervals, "interval")} of {profile.stepMinutes} min from{" "}
            {profile.format === "csv" ? "a table" : `an access log of ${plural(profile.rows, "request")}`}, “
            <span className="wrap-anywhere">{profile.file}</span>”, uploaded{" "}
            <Time value={profile.uploadedAt} zone={zone} now={now} show="day" /> by {profile.uploadedBy}.
            Freezes and holidays are left out.
          </p>
          {profile.notes.length > 0 ? (
            <Notice tone="warning" title="The file was not quite regular.">
              <ul>
                {profile.notes.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </Notice>
          ) : null}
        </div>
      ) : (
        <EmptyState title="When is there little traffic?" headingLevel={3}>
          Export requests per interval from your monitoring, or take an access log of a gateway. Liftlock
          shows the usual week and finds the quiet hours.
        </EmptyState>
      )}
      {open ? <UploadProfile upgrade={upgrade} traffic={traffic} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

/** Text keeps its contrast on each of them, in both themes. */
const levels = ["bg-sunken", "bg-water/50", "bg-water", "bg-water-edge/40", "bg-water-edge/60"];

function HeatCell({ mean, most, where }: { mean: number | null; most: number; where: string }) {
  if (mean === null)
    return (
      <td
        title={`${where}: not known`}
        className="rounded-sm border border-dashed border-line-strong text-center text-ink-3"
      >
        <span aria-hidden="true">?</span>
        <span className="sr-only">not known</span>
      </td>
    );
  const level = most === 0 ? 0 : Math.min(levels.length - 1, Math.floor((mean / most) * levels.length));
  return (
    <td
      title={`${where}: ${formatCount(Math.round(mean))} requests`}
      className={cn("num h-7 rounded-sm text-center", levels[level])}
    >
      {short(mean)}
    </td>
  );
}

/** Four characters at most: "840", "1.2k", "36k", "1.4M". */
function short(value: number): string {
  if (value < 999.5) return String(Math.round(value));
  const [size, unit] = value < 999_500 ? [value / 1_000, "k"] : [value / 1_000_000, "M"];
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)}${unit}`;
}
