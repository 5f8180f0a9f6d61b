import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { ApplicationSql } from "@/features/readings/components/application-sql";
import { ReadingForm } from "@/features/readings/components/reading-form";
import { ReadingList } from "@/features/readings/components/reading-list";
import { analyserWords } from "@/features/readings/components/reading-look";
import { getApplicationSql } from "@/features/readings/queries/application-sql";
import { listReadings } from "@/features/readings/queries/readings";
import { analyserField } from "@/features/readings/schema";
import { viewUpgrade } from "@/features/upgrades/queries";
import { listWindows } from "@/features/window/queries/windows";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Files read" };

type Props = { params: Promise<{ upgrade: string }>; searchParams: Promise<{ analyser?: string }> };

export default async function ReadingsPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, given, person] = await Promise.all([params, searchParams, signedIn()]);
  const analyser = analyserField.options.find((one) => one === given.analyser) ?? "configuration";
  const [view, { items, environments, known }, statements, windows] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(listReadings, { upgrade: key }),
    analyser === "applications" ? ask(getApplicationSql, { upgrade: key }) : null,
    analyser === "certificates" ? ask(listWindows, { upgrade: key }) : null,
  ]);
  const production = view.environments.find(({ kind }) => kind === "prod");
  const booked = windows?.windows.find(
    ({ environment, state, phase }) =>
      environment.key === production?.key && state === "booked" && phase !== "over",
  );
  const zone = person.timeZone ?? view.homeZone;
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="readings" />
      <PageTitle>Files read</PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          {statements ? <ApplicationSql {...statements} /> : null}
          <Card title="Read so far" className="overflow-hidden">
            <ReadingList upgrade={key} readings={items} zone={zone} now={new Date().toISOString()} />
          </Card>
        </div>
        <Card title="Read files" padded>
          <FilterLinks
            label="What to read"
            className="mb-3 [&>ul]:flex-wrap"
            filters={analyserField.options.map((one) => ({
              href: paths.readings(key, { analyser: one }),
              label: analyserWords[one].title,
              current: one === analyser,
            }))}
          />
          {known.includes(analyser) ? null : (
            <Notice className="mb-3">
              Liftlock has no knowledge of this product for it: what depends on the release is not judged.
            </Notice>
          )}
          <ReadingForm
            key={analyser}
            upgrade={key}
            analyser={analyser}
            environments={environments}
            zone={zone}
            booked={booked ?? null}
            reason={view.refused["reading.make"] ?? null}
          />
        </Card>
      </div>
    </Page>
  );
}
