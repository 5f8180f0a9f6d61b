import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { RehearsalTabs } from "@/features/rehearsal/components/rehearsal-tabs";
import { formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ForecastView, KeptForecastView } from "../schema";
import { CriticalCard, LeversCard } from "./critical-card";
import { type ForecastAddress, withoutWhatIf } from "./forecast-address";
import { KeepButton } from "./keep-button";
import { KeptCard } from "./kept-card";
import { NightChart } from "./night-chart";
import { RestsOnCard } from "./rests-on-card";
import { StepsTable } from "./steps-table";
import { WhatIfCard } from "./what-if-card";

type ForecastScreenProps = {
  upgrade: string;
  view: ForecastView;
  address: ForecastAddress;
  problem: string | null;
  kept: readonly KeptForecastView[];
  zone: string;
  now: string;
  refused: string | null;
};

/** How long the migration of an environment takes, what that rests on, and what would change it. */
export function ForecastScreen({
  upgrade,
  view,
  address,
  problem,
  kept,
  zone,
  now,
  refused,
}: ForecastScreenProps) {
  const { environment, part } = view;
  const base = withoutWhatIf(address);
  const link = (given: ForecastAddress) => paths.forecast(upgrade, { ...base, ...given });
  return (
    <>
      <RehearsalTabs upgrade={upgrade} current="forecast" />
      <PageTitle lead={headline(view)}>Forecast of {environment.name}</PageTitle>
      <div className="mb-3 flex flex-wrap gap-x-6">
        <FilterLinks
          label="Environment"
          filters={view.environments.map(({ key, name }) => ({
            href: link({ environment: key }),
            label: name,
            current: key === environment.key,
          }))}
        />
        <FilterLinks
          label="Until"
          filters={[
            { href: link({ part: "migrate" }), label: "Until migrated", current: part === "migrate" },
            { href: link({ part: "verify" }), label: "Until verified", current: part === "verify" },
          ]}
        />
      </div>
      {view.open === 0 ? (
        <Card>
          <EmptyState
            title="Nothing is left to do here"
            action={
              <LinkButton href={paths.checklist(upgrade, environment.key)}>
                Open the checklist of {environment.name}
              </LinkButton>
            }
          >
            Every step of this migration is closed. A forecast tells what open steps will take.
          </EmptyState>
        </Card>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
          <div className="flex min-w-0 flex-col gap-4">
            <Card title={view.closed > 0 ? "What is left of the night" : "How long it takes"} padded>
              <NightChart view={view} />
            </Card>
            <RestsOnCard upgrade={upgrade} view={view} kept={kept} zone={zone} now={now} />
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:grid-cols-[repeat(2,minmax(0,1fr))]">
              <CriticalCard upgrade={upgrade} view={view} />
              <LeversCard upgrade={upgrade} view={view} />
            </div>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <WhatIfCard upgrade={upgrade} view={view} address={address} problem={problem} />
            <KeptCard
              kept={kept}
              zone={zone}
              now={now}
              action={
                <KeepButton
                  upgrade={upgrade}
                  environment={environment.key}
                  part={part}
                  crew={view.crew.because === "asked" ? view.crew.size : null}
                  reason={refused}
                />
              }
            />
          </div>
          <div className="min-w-0 lg:col-span-2">
            <StepsTable upgrade={upgrade} view={view} address={address} />
          </div>
        </div>
      )}
    </>
  );
}

/** "Prod takes 5 h 20 min; 4 times of 5 less than 6 h 40 min." Once something is done: what is left. */
function headline({ environment, p50, p80, open, closed }: ForecastView): string {
  if (open === 0) return `Every step of the migration of ${environment.name} is closed.`;
  const said = `${formatDuration(p50)}; 4 times of 5 less than ${formatDuration(p80)}.`;
  return closed > 0
    ? `${plural(open, "step")} of ${environment.name} are left and take ${said}`
    : `${environment.name} takes ${said}`;
}
