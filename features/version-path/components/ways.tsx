import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { VersionPathView } from "../schema";
import { ChooseWay } from "./choose-way";
import { EvidenceChip } from "./evidence-chip";

/** Facts of releases that decide between ways, in this order; others follow. */
const first = ["JDK accepted by the start script", "Configuration", "Shipped default certificate ends"];

/** The ways side by side: hops with what they rest on, what to know before relying on them, and the choice. */
export function Ways({
  upgrade,
  view,
  refused,
}: {
  upgrade: string;
  view: VersionPathView;
  refused: string | null;
}) {
  return (
    <div className="grid gap-4 [grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr))]">
      {view.ways.map((way) => {
        const text = [view.from, ...way.hops.map((hop) => hop.to)].join(" → ");
        return (
          <Card
            key={way.id}
            title={text}
            padded
            action={
              way.chosen ? (
                <Chip tone="done">chosen</Chip>
              ) : (
                <ChooseWay
                  upgrade={upgrade}
                  version={view.version}
                  way={way.id}
                  text={text}
                  refused={refused}
                />
              )
            }
          >
            {way.proposed ? (
              <p className="mb-2 text-sm text-ink-3">
                Proposed: the fewest hops that something published stands behind.
              </p>
            ) : null}
            <ol className="grid gap-2">
              {way.hops.map((hop) => (
                <li key={hop.to}>
                  <div className="flex items-baseline gap-2">
                    <span className="num font-mono text-sm">
                      {hop.from} → {hop.to}
                    </span>
                    <EvidenceChip evidence={hop.evidence} />
                  </div>
                  <p className="text-sm text-ink-2">{hop.note}</p>
                </li>
              ))}
            </ol>
            {way.needsSupportCase ? (
              <p className="mt-3 border-t border-line pt-2 text-sm">
                <b>Needs a support case.</b> {way.supportReasons.join(" ")}
              </p>
            ) : null}
            {way.contradictions.map(({ says, ask }) => (
              <div key={ask} className="mt-3 border-t border-line pt-2 text-sm">
                <p>
                  <b>Sources disagree.</b> {ask}
                </p>
                <ul className="mt-1 grid gap-1 text-ink-2">
                  {says.map(({ text: said, source }) => (
                    <li key={said}>
                      {said} <span className="wrap-anywhere text-ink-3">({source})</span>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </Card>
        );
      })}
    </div>
  );
}

/** What is known of the releases on the way, as labelled values side by side. */
export function ReleaseFacts({ releases }: { releases: VersionPathView["releases"] }) {
  const labels = [...new Set(releases.flatMap(({ facts }) => facts.map(({ label }) => label)))].sort(
    (a, b) => rank(a) - rank(b),
  );
  return (
    <ScrollRegion label="Facts of the releases">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Release</th>
            {releases.map(({ version }) => (
              <th key={version} scope="col" className="num">
                {version}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Published</th>
            {releases.map(({ version, date }) => (
              <td key={version} className="num whitespace-nowrap">
                {date ?? "not known"}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">How to get there</th>
            {releases.map(({ version, supportOnly }) => (
              <td key={version}>{supportOnly ? "from support only" : "published"}</td>
            ))}
          </tr>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row" className="min-w-40">
                {label}
              </th>
              {releases.map(({ version, facts }) => (
                <td key={version} className="min-w-40 text-sm">
                  {facts.find((fact) => fact.label === label)?.value ?? "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

const rank = (label: string) => (first.indexOf(label) + first.length + 1) % (first.length + 1);
