import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TopologyView } from "../schema";
import { Diagram } from "./diagram";

/** The new stack: a drawing, and in words what each part is, why it is there, what it asks and what it grows with. */
export function TopologyCard({ view }: { view: TopologyView }) {
  const { topology, release, environment, ratio } = view;
  if (!topology)
    return (
      <Card title={`New stack of ${environment.name}`}>
        <EmptyState title={`How ${release} is deployed is not known`}>
          Liftlock has no knowledge of the packs and profiles of this release. What both stacks take and how
          traffic moves is kept here all the same.
        </EmptyState>
      </Card>
    );
  const labelOf = (profile: string) =>
    topology.nodes.find((node) => node.profile === profile)?.label ?? profile;
  return (
    <Card
      title={`New stack of ${environment.name}, ${release}`}
      padded
      action={<CopyButton text={view.text} label="Copy as text" />}
    >
      <div className="flex flex-col gap-4">
        <Diagram
          topology={topology}
          label={`Drawing of the new stack of ${environment.name}; told in words below`}
        />
        {topology.links.length > 0 ? (
          <ol aria-label="Who asks whom" className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-2">
            {topology.links.map(({ from, to, label }, index) => (
              <li key={`${from} ${to} ${label}`} className="flex gap-2">
                <span className="num font-semibold">{index + 1}</span>
                <span className="min-w-0 wrap-anywhere">
                  {labelOf(from)} → {labelOf(to)}: {label}
                </span>
              </li>
            ))}
          </ol>
        ) : null}
        {ratio ? <Ratio ratio={ratio} /> : null}
        <ul aria-label="Nodes" className="grid gap-3 border-t border-line pt-3">
          {topology.nodes.map((node) => (
            <li key={node.profile}>
              <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                <b>{node.role === "external" ? node.label : `${node.count} × ${node.label}`}</b>
                {node.role === "external" ? null : (
                  <Chip tone={node.planned ? "doing" : "neutral"}>
                    {node.planned ? "planned" : "proposed"}
                  </Chip>
                )}
                <span className="min-w-0 font-mono text-xs wrap-anywhere text-ink-2">
                  {[node.pack, node.start].filter(Boolean).join(" · ")}
                </span>
              </div>
              <p className="mt-0.5 max-w-prose">{node.why}</p>
              {topology.scaling
                .filter(({ profile }) => profile === node.profile)
                .map((grows) => (
                  <p key={grows.profile} className="mt-0.5 max-w-prose text-ink-2">
                    Grows with: {grows.with}
                  </p>
                ))}
            </li>
          ))}
        </ul>
        {topology.notes.length > 0 ? (
          <ul aria-label="To be minded" className="list-disc border-t border-line pt-3 pl-4.5">
            {topology.notes.map((note) => (
              <li key={note} className="mt-1 max-w-prose first:mt-0">
                {note}
              </li>
            ))}
          </ul>
        ) : null}
        {view.source ? <p className="text-xs wrap-anywhere text-ink-3">Known from: {view.source}</p> : null}
      </div>
    </Card>
  );
}

function Ratio({
  ratio: { gateways, keyManagers, measured },
}: {
  ratio: NonNullable<TopologyView["ratio"]>;
}) {
  const each = Math.round((gateways / keyManagers) * 10) / 10;
  return (
    <p className="border-t border-line pt-3">
      <b>
        Gateways to key managers {gateways} : {keyManagers}
      </b>
      , {each} {each === 1 ? "gateway" : "gateways"} for each key manager.{" "}
      {measured === null ? (
        <span className="text-ink-2">How many one can serve has not been measured.</span>
      ) : each > measured ? (
        <span data-tone="stale">One serves {measured} as measured: too few key managers.</span>
      ) : (
        <span data-tone="done">One serves {measured} as measured: enough.</span>
      )}
    </p>
  );
}
