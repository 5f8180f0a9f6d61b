"use client";

import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ParityView } from "../schema/parity";
import { ParityForm } from "./parity-form";
import { RehearsalTabs } from "./rehearsal-tabs";

interface ParityScreenProps {
  upgrade: string;
  view: ParityView;
  refused: Readonly<Record<string, string>>;
}

/** How like production an environment is, point by point. */
export function ParityScreen({ upgrade, view, refused }: ParityScreenProps) {
  const { environment, production } = view;
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <RehearsalTabs upgrade={upgrade} current="parity" />
      <PageTitle
        meta={environment && production ? `${Math.floor(view.score * 100)} % alike` : undefined}
        lead="What a pilot tells of production depends on how like production its environment is. Write both down; a difference is mended, or accepted with a reason."
      >
        Parity
      </PageTitle>
      {environment && production ? (
        <>
          {view.environments.length > 1 ? (
            <FilterLinks
              label="Environment"
              className="mt-3"
              filters={view.environments.map((one) => ({
                href: paths.parity(upgrade, { environment: one.key }),
                label: one.name,
                current: one.key === environment.key,
              }))}
            />
          ) : null}
          <p className="mt-3 mb-3 text-ink-2">
            {view.undecided === 0
              ? "Every point is written down, and the same or accepted."
              : `${plural(view.undecided, "point")} of ${view.lines.length} ${view.undecided === 1 ? "is" : "are"} different or not written down.`}
          </p>
          <ParityForm
            key={environment.key}
            upgrade={upgrade}
            view={view}
            here={environment}
            production={production}
            refused={refused}
          />
        </>
      ) : (
        <EmptyState title="Nothing to compare" className="mt-4">
          Parity compares an environment with production. Add an environment before production in the
          settings.
        </EmptyState>
      )}
    </>
  );
}
