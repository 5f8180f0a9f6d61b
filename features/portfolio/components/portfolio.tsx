"use client";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { paths } from "@/lib/paths";
import type { PortfolioRow } from "../schema";
import { PortfolioTable } from "./portfolio-table";

interface PortfolioProps {
  shown: "current" | "archived";
  rows: readonly PortfolioRow[];
  zone: string;
  now: string;
}

/** All upgrades of a person: those that go on, or those that are over. */
export function Portfolio({ shown, rows, zone, now }: PortfolioProps) {
  const add = (
    <LinkButton href={paths.newUpgrade()} variant="primary">
      New upgrade
    </LinkButton>
  );
  return (
    <>
      <PageTitle actions={add}>Upgrades</PageTitle>
      <FilterLinks
        label="Which upgrades"
        filters={[
          { href: paths.portfolio(), label: "Current", current: shown === "current" },
          { href: `${paths.portfolio()}?show=archived`, label: "Archived", current: shown === "archived" },
        ]}
      />
      <Card className="mt-3">
        <PortfolioTable
          rows={rows}
          zone={zone}
          now={now}
          empty={
            shown === "archived" ? (
              <EmptyState title="Nothing is archived">
                Upgrades that are over are archived in their settings and stay readable here.
              </EmptyState>
            ) : (
              <EmptyState title="No upgrades yet" action={add}>
                An upgrade moves one installation from a version to another, environment by environment. Start
                one from a playbook, or ask a lead to add you to theirs.
              </EmptyState>
            )
          }
        />
      </Card>
    </>
  );
}
