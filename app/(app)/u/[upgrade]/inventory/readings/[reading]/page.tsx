import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { Facts } from "@/components/ui/side-panel";
import { Time } from "@/components/ui/time";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { ApplicationsView } from "@/features/readings/components/application-report";
import { ArtifactView } from "@/features/readings/components/artifact-report";
import { ConfigurationView } from "@/features/readings/components/configuration-report";
import { Differences } from "@/features/readings/components/differences";
import { Findings } from "@/features/readings/components/findings-table";
import { analyserWords, placeWords } from "@/features/readings/components/reading-look";
import { StoresView } from "@/features/readings/components/stores-report";
import { TakeOver } from "@/features/readings/components/take-over";
import { getReading } from "@/features/readings/queries/readings";
import { viewUpgrade } from "@/features/upgrades/queries";
import { formatBytes } from "@/lib/format";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Files read" };

type Props = {
  params: Promise<{ upgrade: string; reading: string }>;
  searchParams: Promise<{ class?: string; lines?: string }>;
};

export default async function ReadingPage({ params, searchParams }: Props) {
  const [{ upgrade: key, reading: id }, given, person] = await Promise.all([
    params,
    searchParams,
    signedIn(),
  ]);
  const [view, reading] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(getReading, { upgrade: key, reading: id }),
  ]);
  const zone = person.timeZone ?? view.homeZone;
  const now = new Date().toISOString();
  const place = placeWords(reading);
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="readings" />
      <PageTitle meta={place}>
        {analyserWords[reading.analyser].title}
        {reading.files.length === 1 ? `: ${reading.files[0]?.name}` : `: ${reading.files.length} files`}
      </PageTitle>
      {reading.newer ? (
        <Notice className="mb-3">
          A later reading of the same place was made.{" "}
          <Link href={paths.reading(key, reading.newer)} className="underline">
            Open it
          </Link>
        </Notice>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Findings findings={reading.findings} />
          {reading.across.length > 0 ? <Findings title="Stores compared" findings={reading.across} /> : null}
          <Differences differences={reading.differences} />
          {reading.analyser === "configuration" ? (
            <ConfigurationView
              upgrade={key}
              reading={reading.id}
              report={reading.report}
              only={given.class}
              lines={given.lines}
            />
          ) : null}
          {reading.analyser === "certificates" ? (
            <StoresView report={reading.report} place={place} zone={zone} now={now} />
          ) : null}
          {reading.analyser === "applications" ? (
            <ApplicationsView upgrade={key} reading={reading.id} report={reading.report} only={given.class} />
          ) : null}
          {reading.analyser === "artifact" ? <ArtifactView report={reading.report} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <TakeOver upgrade={key} reading={reading} refused={view.refused["reading.apply"] ?? null} />
          <Card title="What was read" padded>
            <Facts
              items={[
                { label: "Read by", value: reading.readBy.name },
                { label: "When", value: <Time value={reading.readAt} zone={zone} now={now} /> },
                ...(reading.appliedAt
                  ? [
                      {
                        label: "Taken over",
                        value: <Time value={reading.appliedAt} zone={zone} now={now} />,
                      },
                    ]
                  : []),
                ...(reading.before
                  ? [
                      {
                        label: "Before it",
                        value: (
                          <Link href={paths.reading(key, reading.before)} className="underline">
                            the reading it is compared with
                          </Link>
                        ),
                      },
                    ]
                  : []),
                {
                  label: "Judged by",
                  value: (
                    <span className="font-mono text-xs">
                      {/^0+$/.test(reading.knowledgeSha256)
                        ? "no knowledge of the product"
                        : `knowledge ${reading.knowledgeSha256.slice(0, 12)}`}
                    </span>
                  ),
                },
              ]}
            />
            <ul className="mt-3 grid gap-1 border-t border-line pt-3 text-sm">
              {reading.files.map((file) => (
                <li key={`${file.name} ${file.sha256}`} className="wrap-anywhere">
                  {file.name} <span className="text-ink-3">{formatBytes(file.size)}</span>
                  <div className="font-mono text-xs text-ink-3">SHA-256 {file.sha256.slice(0, 16)}…</div>
                </li>
              ))}
            </ul>
            <p className="mt-3 text-sm text-ink-3">The files themselves and passwords are not kept.</p>
          </Card>
        </div>
      </div>
    </Page>
  );
}
