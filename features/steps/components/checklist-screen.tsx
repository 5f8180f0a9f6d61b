"use client";

import { type ReactNode, useMemo } from "react";
import { PageTitle } from "@/components/ui/page-title";
import { Checklist, type ChecklistProps } from "./checklist";
import { ChecklistHead } from "./checklist-head";
import { type PackedSteps, unpackSteps } from "./packed-steps";

interface ChecklistScreenProps extends Omit<ChecklistProps, "initial"> {
  title: string;
  path?: string;
  meta: ReactNode;
  /** The other views of the environment. */
  tabs?: ReactNode;
  list: PackedSteps;
  printHref: string | null;
}

/** A checklist under its title: what an environment's page and the plan's have in common. */
export function ChecklistScreen({
  title,
  path,
  meta,
  tabs,
  list,
  printHref,
  ...props
}: ChecklistScreenProps) {
  const initial = useMemo(() => unpackSteps(list), [list]);
  return (
    <>
      <div className="px-5 pt-3.5 pb-1">
        {tabs}
        <PageTitle
          path={path}
          meta={meta}
          actions={
            <ChecklistHead
              upgrade={props.upgrade}
              environment={props.environment?.key ?? null}
              addRefused={props.refused["step.add"] ?? null}
              choices={initial.steps}
              printHref={printHref}
            />
          }
        >
          {title}
        </PageTitle>
      </div>
      <Checklist {...props} initial={initial} />
    </>
  );
}
