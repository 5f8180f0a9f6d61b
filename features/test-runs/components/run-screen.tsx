"use client";

import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { paths } from "@/lib/paths";
import type { RunDetails } from "../schema";
import { CloseRun } from "./run-buttons";
import { RunRecorder, type RunRecorderProps } from "./run-recorder";
import { useRun } from "./use-run";

export type RunScreenProps = Omit<RunRecorderProps, "told" | "refused"> & {
  run: RunDetails;
  /** When the server read the run, in ms of its clock. */
  readAt: number;
  /** Why this person may not; missing when they may. */
  refused: { record?: string | undefined; close?: string | undefined; importResults?: string | undefined };
};

/** One run: what it is, and its cases to record. Follows what others record. */
export function RunScreen({ upgrade, run: initial, readAt, refused, ...recorder }: RunScreenProps) {
  const told = useRun(upgrade, initial, readAt);
  const { run } = told;
  return (
    <>
      <div className="px-5 pt-3 max-sm:px-3">
        <TestsTabs upgrade={upgrade} current="runs" />
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
              <LinkButton href={paths.imports(upgrade)} reason={refused.importResults ?? null}>
                Import results
              </LinkButton>
              <CloseRun
                upgrade={upgrade}
                run={run}
                reason={refused.close ?? (run.closedAt ? "It is closed already." : null)}
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
      <RunRecorder upgrade={upgrade} told={told} refused={refused.record ?? null} {...recorder} />
    </>
  );
}
