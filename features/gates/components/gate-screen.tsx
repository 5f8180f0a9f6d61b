"use client";

import { PrintHeader } from "@/components/layout/print";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { PageTitle } from "@/components/ui/page-title";
import { Time } from "@/components/ui/time";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { ConditionsCard } from "@/features/sign-offs/components/conditions-card";
import { SignOffHistory } from "@/features/sign-offs/components/sign-off-history";
import { WaiverList } from "@/features/waivers/components/waiver-list";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { GateView } from "../schema";
import { GateBox } from "./gate-box";
import { SignaturesCard } from "./signatures-card";

interface GateScreenProps {
  upgrade: string;
  view: GateView;
  person: { id: string; name: string };
  zone: string;
  now: string;
}

/** The page of a gate: the answer and its reasons on the left, who signs what on the right. */
export function GateScreen({ upgrade, view, person, zone, now }: GateScreenProps) {
  const { environment, gate } = view;
  const manifestHref = paths.gateManifest(upgrade, environment.key, gate);
  const times = { zone, now };
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <PrintHeader
        title={`${upgrade} · ${view.label}`}
        facts={[
          { label: "State", value: view.headline },
          { label: "Manifest", value: view.bound.manifestSha256 },
          {
            label: "Printed",
            value: (
              <>
                <Time value={now} zone={zone} /> by {person.name}
              </>
            ),
          },
        ]}
      />
      <EnvironmentTabs upgrade={upgrade} environment={environment} current={gate} className="no-print mb-4" />
      <div className="grid items-start gap-4.5 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0">
          <PageTitle lead={view.unlocks} className="mb-3.5">
            {view.label}
          </PageTitle>
          <GateBox upgrade={upgrade} view={view} {...times} />
          <WaiverList
            upgrade={upgrade}
            title="Waivers that wait for a second person"
            waivers={view.waiversWaiting}
            {...times}
          />
          <WaiverList
            upgrade={upgrade}
            title="Waived"
            waivers={view.waived.map(({ waiver }) => waiver)}
            {...times}
          />
          <ConditionsCard
            upgrade={upgrade}
            conditions={view.conditions}
            cannotClear={view.cannot.clearCondition}
            {...times}
          />
          <SignOffHistory
            upgrade={upgrade}
            label={view.label}
            signOffs={view.signOffs}
            personId={person.id}
            manifestHref={(signOff) => paths.signedManifest(upgrade, signOff)}
            {...times}
          />
          <WaiverList upgrade={upgrade} title="Waivers that are over" waivers={view.waiversPast} {...times} />
        </div>
        <aside className="flex min-w-0 flex-col gap-3.5" aria-label="Signing">
          <SignaturesCard upgrade={upgrade} view={view} manifestHref={manifestHref} {...times} />
          <WhatIsSigned view={view} manifestHref={manifestHref} />
        </aside>
      </div>
    </>
  );
}

function WhatIsSigned({ view, manifestHref }: { view: GateView; manifestHref: string }) {
  const { bound } = view;
  const parts = [
    plural(bound.steps, "step"),
    view.gate === "exit" ? plural(bound.executions, "execution") : null,
    plural(bound.evidence, "piece of evidence", "pieces of evidence"),
    bound.waivers > 0 ? plural(bound.waivers, "waiver") : null,
    bound.conditions > 0 ? plural(bound.conditions, "condition") : null,
    bound.signatures > 0 ? `${plural(bound.signatures, "signature")} below` : null,
  ];
  return (
    <Card title="What is signed">
      <div className="border-t border-line px-4 py-2.5">
        <p className="num">{parts.filter(Boolean).join(" · ")}</p>
        <p className="flex flex-wrap items-center gap-x-1 text-xs text-ink-3">
          manifest{" "}
          <code className="rounded-sm bg-sunken px-1 font-mono">
            {bound.manifestSha256.slice(0, 4)}…{bound.manifestSha256.slice(-4)}
          </code>
          <CopyButton
            text={bound.manifestSha256}
            label="Copy the SHA-256 of the manifest"
            className="no-print"
          />
          · playbook {bound.playbook} ·{" "}
          <a
            className="link inline-flex min-h-6 items-center"
            href={manifestHref}
            download={`${view.label.replaceAll(/[^\w-]+/g, "-")}.json`}
          >
            download
          </a>
        </p>
      </div>
    </Card>
  );
}
