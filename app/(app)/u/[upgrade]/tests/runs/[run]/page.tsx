import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { CloseRun } from "@/features/test-runs/components/run-buttons";
import { RunRecorder } from "@/features/test-runs/components/run-recorder";
import { getRun } from "@/features/test-runs/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Test run" };

type Props = {
  params: Promise<{ upgrade: string; run: string }>;
  searchParams: Promise<{ show?: string; case?: string }>;
};

export default async function RunPage({ params, searchParams }: Props) {
  const [{ upgrade: key, run: id }, given, jar] = await Promise.all([params, searchParams, cookies()]);
  const [view, run] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(getRun, { upgrade: key, run: id }),
  ]);
  return (
    <Page width="fill">
      <LiveRefresh upgrade={key} />
      <div className="px-5 pt-3 max-sm:px-3">
        <TestsTabs upgrade={key} current="runs" />
        <PageTitle
          path={`${run.environment.name}, run ${run.number}`}
          meta={
            run.closedAt ? (
              "closed"
            ) : (
              <span className="max-sm:hidden">j k move · p f b s result · m measured · n note</span>
            )
          }
          actions={
            <>
              <LinkButton href={paths.imports(key)} reason={view.refused["testImport.results"] ?? null}>
                Import results
              </LinkButton>
              <CloseRun
                upgrade={key}
                run={run}
                reason={view.refused["testRun.close"] ?? (run.closedAt ? "It is closed already." : null)}
              />
            </>
          }
        >
          {run.title}
        </PageTitle>
        {run.shut ? (
          <Notice tone={run.closedAt ? "info" : "warning"} className="mb-2">
            {run.shut}
          </Notice>
        ) : null}
      </div>
      <RunRecorder
        upgrade={key}
        run={run}
        show={given.show}
        open={given.case ?? null}
        refused={view.refused["testExecution.record"] ?? null}
        density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      />
    </Page>
  );
}
