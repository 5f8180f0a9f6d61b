import { Card } from "@/components/ui/card";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ReadingView } from "../schema";

/** Settings whose values are not the same in every environment that was read. */
export function Differences({ differences }: Pick<ReadingView, "differences">) {
  const environments = [...new Set(differences.flatMap(({ values }) => Object.keys(values)))];
  if (differences.length === 0) return null;
  return (
    <Card title={`Different between environments · ${differences.length}`}>
      <ScrollRegion label="Different between environments" className="max-h-96 overflow-auto">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              {environments.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differences.map(({ key, values }) => (
              <tr key={key}>
                <th scope="row" className="min-w-56 font-mono text-xs wrap-anywhere">
                  {key}
                </th>
                {environments.map((name) => (
                  <td key={name} className="min-w-44 font-mono text-xs wrap-anywhere">
                    {values[name] ?? <span className="text-ink-3">not set</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
