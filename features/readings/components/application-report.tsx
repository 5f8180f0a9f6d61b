import { tokenWords } from "@/analysers/applications/items";
import { applicationsReport, type ReadApplication } from "@/analysers/applications/report";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { FilterLinks } from "@/components/ui/filter-links";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { tokenKinds } from "@/domain/application/facts";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

/** How many applications one page draws; the inventory has all. */
const shown = 200;
const says = (application: ReadApplication, rule: string) =>
  application.findings.some((finding) => finding.rule === rule);
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Who gets what tokens, where both tables disagree, and which tokens never expire. */
export function ApplicationsView({
  upgrade,
  reading,
  report: given,
  only,
}: {
  upgrade: string;
  reading: string;
  report: unknown;
  /** A kind of tokens to list, "disagreeing" or "endless". */
  only: string | undefined;
}) {
  const { applications, counts, notes } = applicationsReport.parse(given);
  const here = (more: Record<string, string>) =>
    `${paths.reading(upgrade, reading)}?${new URLSearchParams(more)}`;
  const filters = [
    { id: "", label: "All", is: () => true, count: applications.length },
    {
      id: "disagreeing",
      label: "Two places disagree",
      is: (one: ReadApplication) => says(one, "applications.token_type_disagrees"),
      count: counts.disagreeing,
    },
    {
      id: "endless",
      label: "Tokens never expire",
      is: (one: ReadApplication) => says(one, "applications.never_expires"),
      count: counts.neverExpiring,
    },
    ...tokenKinds.map((kind) => ({
      id: kind as string,
      label: capital(tokenWords[kind]),
      is: (one: ReadApplication) => one.tokens === kind,
      count: counts[kind],
    })),
  ];
  const wanted = filters.find(({ id }) => id !== "" && id === only) ?? filters[0];
  const listed = applications.filter((one) => wanted?.is(one) ?? true);
  return (
    <Card title={`${formatCount(applications.length)} applications`}>
      {notes.map((note) => (
        <Notice key={note} className="m-3">
          {note}
        </Notice>
      ))}
      <FilterLinks
        label="Which applications"
        className="flex-wrap px-3 py-2"
        filters={filters
          .filter(({ id, count }) => id === "" || count > 0)
          .map(({ id, label, count }) => ({
            href: here(id === "" ? {} : { class: id }),
            label,
            count,
            current: id === wanted?.id,
          }))}
      />
      <ScrollRegion label="Applications" className="max-h-[36rem] overflow-auto">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Application</th>
              <th scope="col">Tokens</th>
              <th scope="col">Portal says</th>
              <th scope="col">Issuer says</th>
              <th scope="col">Last token</th>
              <th scope="col" data-align="end">
                Never expire
              </th>
              <th scope="col">Key manager</th>
              <th scope="col">Grant types</th>
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, shown).map((application) => (
              <Row key={application.key} application={application} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {listed.length > shown ? (
        <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
          The first {shown} of {formatCount(listed.length)}. Taken into the inventory, all are listed there.
        </p>
      ) : null}
    </Card>
  );
}

function Row({ application }: { application: ReadApplication }) {
  const { keys, tokens } = application;
  const each = (of: (one: (typeof keys)[number]) => string | null) =>
    [...new Set(keys.map(of).filter((text) => text !== null && text !== ""))].join(", ") || "–";
  const last = Math.max(0, ...keys.map(({ lastTokenAt }) => lastTokenAt ?? 0));
  const endless = keys.reduce((sum, { neverExpiringTokens }) => sum + (neverExpiringTokens ?? 0), 0);
  const disagree = says(application, "applications.token_type_disagrees");
  return (
    <tr>
      <th scope="row" className="min-w-40 wrap-anywhere">
        {application.name}
        {application.owner ? <div className="text-xs text-ink-3">{application.owner}</div> : null}
      </th>
      <td>
        {tokens === "opaque" ? <Chip tone="stale">opaque</Chip> : tokenWords[tokens]}
        {disagree ? <div className="text-xs text-stale">the two places disagree</div> : null}
      </td>
      <td>{each(({ portalTokenType }) => portalTokenType)}</td>
      <td>{each(({ issuerTokenType }) => issuerTokenType)}</td>
      <td className="num whitespace-nowrap">
        {last === 0 ? "–" : new Date(last).toISOString().slice(0, 10)}
      </td>
      <td className="num" data-align="end">
        {endless === 0 ? "–" : formatCount(endless)}
      </td>
      <td className="min-w-28">{each(({ keyManager }) => keyManager)}</td>
      <td className="min-w-40 text-sm wrap-anywhere">{each(({ grantTypes }) => grantTypes.join(", "))}</td>
    </tr>
  );
}
