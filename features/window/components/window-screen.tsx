"use client";

import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { zoneNote } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ProposalList, TrafficHeat, WindowList } from "../schema";
import { BookedCard } from "./booked-card";
import { ClosedCalendar } from "./closed-calendar";
import { CrewCard } from "./crew-card";
import { FreezesCard } from "./freezes-card";
import { HeatCard } from "./heat-card";
import { ProposalsCard } from "./proposals-card";

interface WindowScreenProps {
  upgrade: string;
  path: string;
  environments: readonly { key: string; name: string }[];
  list: WindowList;
  traffic: TrafficHeat;
  found: ProposalList;
  /** The zone in which the person reads times. */
  zone: string;
  now: string;
  me: string;
  /** A lead sets the hours of everybody. */
  mayAll: boolean;
  /** What the person may not do, with the policy's sentence. */
  refused: Readonly<Record<string, string>>;
}

/** When the work in an environment is done: its window, where there is little traffic, and what is in the way. */
export function WindowScreen(props: WindowScreenProps) {
  const { upgrade, environments, list, traffic, found, zone, now, refused } = props;
  const here = traffic.environment;
  const booked = list.windows.find(
    ({ environment, state, phase }) => environment.key === here.key && state === "booked" && phase !== "over",
  );
  const past = list.windows.filter(
    (window) => window.environment.key === here.key && window.id !== booked?.id,
  );
  const form = { upgrade, environment: here, crew: list.crew, zone };
  return (
    <>
      <PageTitle
        path={props.path}
        meta={zoneNote(zone)}
        lead="When the work is done: where there is little traffic, who can work then, and what is in the way."
      >
        Change window
      </PageTitle>
      <FilterLinks
        label="Environment"
        className="mb-3"
        filters={environments.map((one) => ({
          href: paths.window(upgrade, { environment: one.key }),
          label: one.name,
          current: one.key === here.key,
        }))}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-4">
          <BookedCard
            {...form}
            booked={booked ?? null}
            past={past}
            needs={found.needs}
            now={now}
            refused={refused}
          />
          <HeatCard
            upgrade={upgrade}
            traffic={traffic}
            refused={refused["trafficProfile.upload"] ?? null}
            now={now}
            zone={zone}
          />
          <ProposalsCard
            {...form}
            found={found}
            taken={booked !== undefined}
            now={now}
            refused={refused["window.book"] ?? null}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ClosedCalendar list={list} zone={zone} now={now} />
          <FreezesCard upgrade={upgrade} freezes={list.freezes} zone={zone} now={now} refused={refused} />
          <CrewCard upgrade={upgrade} crew={list.crew} me={props.me} mayAll={props.mayAll} />
        </div>
      </div>
    </>
  );
}
