import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { Markdown } from "@/components/ui/markdown";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { Facts } from "@/components/ui/side-panel";
import { listEvidence } from "@/features/evidence/queries";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { NamedByCard } from "@/features/references/components/named-by";
import { CaseActions } from "@/features/test-cases/components/case-actions";
import { CaseStandings } from "@/features/test-cases/components/case-standings";
import { ExecutionEvidence } from "@/features/test-cases/components/execution-evidence";
import { Executions } from "@/features/test-cases/components/executions";
import { Revisions } from "@/features/test-cases/components/revisions";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { testOverview } from "@/features/test-cases/queries/overview";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { RecordForm } from "@/features/test-runs/components/record-form";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

type Props = {
  params: Promise<{ upgrade: string; testCase: string }>;
  searchParams: Promise<{ environment?: string; execution?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).testCase) };
}

export default async function TestCasePage({ params, searchParams }: Props) {
  const [{ upgrade: key, testCase: code }, { environment: only, execution: open }] = await Promise.all([
    params,
    searchParams,
  ]);
  const [person, view, testCase, { useCases, environments }] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(getTestCase, { upgrade: key, testCase: decodeURIComponent(code) }),
    ask(testOverview, { upgrade: key }),
  ]);
  const zone = person.timeZone ?? view.homeZone;
  const now = new Date().toISOString();
  const [text] = testCase.revisions;
  const threshold = text?.threshold
    ? `${text.threshold.direction === "at_least" ? "≥" : "≤"} ${text.threshold.value} ${text.threshold.unit}`.trim()
    : null;
  const runs = testCase.environments.flatMap(({ key: environment, name, openRun }) =>
    openRun
      ? [{ id: openRun.id, environment, label: `${name}, run ${openRun.number}: ${openRun.title}` }]
      : [],
  );
  const executions = only
    ? testCase.executions.filter((one) => one.environment.key === only)
    : testCase.executions;
  const here = paths.testCase(key, testCase.code);
  const opened = testCase.executions.find((one) => one.id === open);
  const evidence = opened ? await ask(listEvidence, { upgrade: key, execution: opened.id }) : null;
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <TestsTabs upgrade={key} current="cases" />
      <PageTitle
        path={testCase.code}
        meta={`${testCase.useCase.code} ${testCase.useCase.title}`}
        actions={
          <CaseActions
            upgrade={key}
            members={view.members}
            refused={view.refused}
            testCase={testCase}
            useCases={useCases.map(({ code: useCase, title, archivedAt }) => ({
              code: useCase,
              title,
              archivedAt,
            }))}
            environments={environments.map(({ kind, name, exitSigned }) => ({ kind, name, exitSigned }))}
          />
        }
      >
        {testCase.title}
      </PageTitle>
      {testCase.archivedAt ? (
        <Notice className="mb-3">
          This case is archived: it is in no gate and no matrix. Its executions stay.
        </Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <CaseStandings upgrade={key} testCase={testCase} zone={zone} now={now} />
          <Card title={`Text, revision ${testCase.revision}`} padded>
            <Facts
              items={[
                {
                  label: "Steps",
                  value: text?.steps ? (
                    <Markdown text={text.steps} />
                  ) : (
                    <span className="text-ink-3">No steps written down.</span>
                  ),
                },
                {
                  label: "Expected",
                  value: text?.expected ? (
                    <Markdown text={text.expected} />
                  ) : (
                    <span className="text-ink-3">No expected result written down.</span>
                  ),
                },
                ...(threshold
                  ? [{ label: "Threshold", value: <span className="num">{threshold}</span> }]
                  : []),
                {
                  label: "Needed",
                  value: testCase.required ? "Required: exit gates need it to pass" : "Optional",
                },
                { label: "Owner", value: testCase.owner?.name ?? "Nobody" },
                ...(testCase.reason ? [{ label: "Why here", value: testCase.reason }] : []),
                ...(testCase.mappings.length > 0
                  ? [
                      {
                        label: "Known as",
                        value: (
                          <span className="flex flex-wrap gap-1">
                            {testCase.mappings.map((name) => (
                              <Chip key={name}>{name}</Chip>
                            ))}
                          </span>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          <Card
            title="Executions"
            className="overflow-hidden"
            action={
              testCase.moreExecutions > 0 ? (
                <span className="text-ink-3">{testCase.moreExecutions} older ones are not shown</span>
              ) : null
            }
          >
            <FilterLinks
              label="Where"
              className="px-3 py-2"
              filters={[
                { href: here, label: "All", count: testCase.executions.length, current: !only },
                ...testCase.environments.map(({ key: environment, name }) => ({
                  href: `${here}?environment=${encodeURIComponent(environment)}`,
                  label: name,
                  current: only === environment,
                  count: testCase.executions.filter((one) => one.environment.key === environment).length,
                })),
              ]}
            />
            <Executions
              upgrade={key}
              testCase={testCase}
              executions={executions}
              zone={zone}
              now={now}
              only={only}
              open={opened?.id}
            />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {opened && evidence ? (
            <Card title={`${opened.environment.name}, run ${opened.run}: ${opened.result}`} padded>
              <ExecutionEvidence
                upgrade={key}
                execution={opened.id}
                items={evidence.items}
                refused={view.refused["evidence.add"] ?? null}
                zone={zone}
              />
            </Card>
          ) : null}
          <Card title="Record an execution" padded>
            {runs.length > 0 ? (
              <RecordForm
                upgrade={key}
                testCase={{ id: testCase.id, code: testCase.code, revision: testCase.revision, threshold }}
                runs={[...runs].sort(
                  (a, b) => Number(b.environment === only) - Number(a.environment === only),
                )}
                reason={
                  view.refused["testExecution.record"] ??
                  (testCase.archivedAt ? "It is archived. Restore it first." : null)
                }
              />
            ) : (
              <div className="text-ink-2">
                <p className="mb-3">No run is open. A run is one round of testing in one environment.</p>
                <LinkButton href={paths.runs(key)}>Start a run</LinkButton>
              </div>
            )}
          </Card>
          <NamedByCard items={testCase.namedBy} />
          <Card title="Revisions" className="overflow-hidden">
            <Revisions revisions={testCase.revisions} zone={zone} now={now} />
          </Card>
        </div>
      </div>
    </Page>
  );
}
