"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import type { Density } from "@/components/layout/theme";
import { type ListGroup, VirtualList } from "@/components/table/virtual-list";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { paths } from "@/lib/paths";
import type { Overview } from "../schema";
import { ArchiveUseCase, RestoreUseCase } from "./archive-use-case";
import { CaseDialog } from "./case-dialog";
import { CaseLine } from "./case-line";
import type { TestPeople } from "./people";
import { UseCaseDialog } from "./use-case-dialog";

type UseCase = Overview["useCases"][number];
type Case = UseCase["cases"][number];
type Doing = { what: "edit" | "archive" | "restore" | "addCase"; useCase: UseCase };

export type CaseListProps = TestPeople & {
  useCases: readonly UseCase[];
  environments: Overview["environments"];
  density: Density;
};

/** Use cases with their cases, however many there are. */
export function CaseList({ upgrade, members, refused, useCases, environments, density }: CaseListProps) {
  const router = useRouter();
  const [doing, setDoing] = useState<Doing | null>(null);
  const renderRow = useCallback(
    (one: Case) => <CaseLine upgrade={upgrade} row={one} environments={environments} />,
    [upgrade, environments],
  );
  const groups = useMemo(
    () => useCases.map((useCase) => asGroup(useCase, refused, (what) => setDoing({ what, useCase }))),
    [useCases, refused],
  );
  const people = { upgrade, members, refused };
  const close = () => setDoing(null);
  // A dialog follows what others save while it is open.
  const latest = (of: UseCase) => useCases.find(({ id }) => id === of.id) ?? of;
  return (
    <>
      <VirtualList
        label="Test cases"
        groups={groups}
        rowKey={rowKey}
        renderRow={renderRow}
        density={density}
        onOpen={(one) => router.push(paths.testCase(upgrade, one.code))}
        className="max-h-[calc(100dvh-230px)]"
      />
      {doing?.what === "edit" ? (
        <UseCaseDialog
          {...people}
          environments={environments}
          useCase={latest(doing.useCase)}
          onClose={close}
        />
      ) : null}
      {doing?.what === "archive" ? (
        <ArchiveUseCase upgrade={upgrade} useCase={doing.useCase} onClose={close} />
      ) : null}
      {doing?.what === "restore" ? (
        <RestoreUseCase upgrade={upgrade} useCase={doing.useCase} onClose={close} />
      ) : null}
      {doing?.what === "addCase" ? (
        <CaseDialog
          {...people}
          useCases={useCases}
          useCase={doing.useCase.code}
          environments={environments}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const rowKey = (one: Case) => one.id;
const priorityWords = { must: "must", should: "should", could: "could" } as const;

function asGroup(
  useCase: UseCase,
  refused: TestPeople["refused"],
  start: (what: Doing["what"]) => void,
): ListGroup<Case> {
  const { code, title, kind, priority, coverage, uncovered, archivedAt, namedBy } = useCase;
  const gone = archivedAt !== null;
  return {
    key: useCase.id,
    rows: useCase.cases,
    heading: (
      <span className="flex w-full min-w-0 items-center gap-2.5 normal-case tracking-normal">
        <span className="truncate">
          <span className="num font-mono">{code}</span> <b className="text-ink">{title}</b>
        </span>
        <span className={cn("shrink-0 font-normal max-sm:hidden", uncovered && "text-blocked")}>
          {priorityWords[priority]} · {kind === "functional" ? "functional" : "non-functional"}
          {gone ? " · archived" : ""}
          {uncovered
            ? " · no required test: keeps exit gates shut"
            : coverage.cases === 0 && !gone
              ? " · no test yet"
              : ""}
        </span>
        <NamedBy items={namedBy} />
        <span className="ml-auto shrink-0 -my-1.5">
          <Menu
            iconOnly
            trigger="⋯"
            label={`What to do with ${code}`}
            variant="quiet"
            size="sm"
            items={
              gone
                ? [
                    {
                      label: "Restore",
                      onSelect: () => start("restore"),
                      reason: refused["useCase.restore"] ?? null,
                    },
                  ]
                : [
                    {
                      label: "Add a test case",
                      onSelect: () => start("addCase"),
                      reason: refused["testCase.add"] ?? null,
                    },
                    { label: "Edit", onSelect: () => start("edit"), reason: refused["useCase.edit"] ?? null },
                    {
                      label: "Archive",
                      onSelect: () => start("archive"),
                      reason: refused["useCase.archive"] ?? null,
                    },
                  ]
            }
          />
        </span>
      </span>
    ),
  };
}

const shownNames = 3;

/** The decisions, risks and support cases that name a use case, by their codes: there is one line for all of it. */
function NamedBy({ items }: { items: UseCase["namedBy"] }) {
  if (items.length === 0) return null;
  const more = items.length - shownNames;
  return (
    <span className="shrink-0 font-normal">
      <span className="max-sm:sr-only">named by </span>
      {items.slice(0, shownNames).map(({ code, title, href }, at) => (
        <span key={code}>
          {at === 0 ? "" : ", "}
          <Link className="link" href={href} title={title}>
            {code}
          </Link>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ""}
    </span>
  );
}
