import { formatDate, type Instant } from "@/lib/format";
import { type BurnUpSeries, doneAt, spread } from "./burn-up-curve";
import { ScrollRegion } from "./scroll-region";

export type BurnUpTableProps = {
  title: string;
  series: readonly BurnUpSeries[];
  from: Instant;
  to: Instant;
  zone: string;
};

/** The numbers of a burn-up chart, for whoever reads rather than looks: eight moments, a column per line. */
export function BurnUpTable({ title, series, from, to, zone }: BurnUpTableProps) {
  return (
    <details className="text-xs">
      <summary className="inline-block rounded-sm text-ink-3 underline underline-offset-3">
        Show as a table
      </summary>
      <ScrollRegion label={title} className="mt-2 overflow-x-auto">
        <table className="num w-full">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-line text-ink-3">
              <th scope="col" className="py-1 pr-3 text-left font-semibold">
                Day
              </th>
              {series.map((one) => (
                <th
                  key={one.key}
                  scope="col"
                  className="px-2 py-1 text-right font-semibold whitespace-nowrap"
                >
                  {one.label} ({one.total})
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spread(from, to, 8).map((at) => (
              <tr key={at.getTime()} className="border-b border-line last:border-0">
                <th scope="row" className="py-1 pr-3 text-left font-normal whitespace-nowrap">
                  {formatDate(at, zone, to)}
                </th>
                {series.map((one) => (
                  <td key={one.key} className="px-2 py-1 text-right">
                    {doneAt(one, at)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
