import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { RunScreen } from "@/features/test-runs/components/run-screen";
import { getRun } from "@/features/test-runs/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export const metadata = { title: "Test run" };

type Props = {
  params: Promise<{ upgrade: string; run: string }>;
  searchParams: Promise<{ show?: string; case?: string }>;
};

export default async function RunPage({ params, searchParams }: Props) {
  const readAt = Date.now();
  const [{ upgrade: key, run: id }, given, jar] = await Promise.all([params, searchParams, cookies()]);
  const [{ refused }, run] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(getRun, { upgrade: key, run: id }),
  ]);
  return (
    <Page width="fill">
      <RunScreen
        upgrade={key}
        run={run}
        readAt={readAt}
        show={given.show}
        open={given.case ?? null}
        refused={{
          record: refused["testExecution.record"],
          close: refused["testRun.close"],
          importResults: refused["testImport.results"],
        }}
        density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      />
    </Page>
  );
}
