import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { InventoryOverview } from "../schema";

/** The inventories with how many items are where; every number leads to exactly those items. */
export function KindsTable({ upgrade, environments, kinds }: { upgrade: string } & InventoryOverview) {
  const number = (count: number, href: string, tone?: string) =>
    count === 0 ? (
      <span className="text-ink-3">–</span>
    ) : (
      <Link href={href} className="num hover:underline" data-tone={tone}>
        {formatCount(count)}
      </Link>
    );
  return (
    <ScrollRegion label="Inventories">
      <table className="table w-full">
        <thead>
          <tr>
            <th scope="col">Inventory</th>
            <th scope="col" data-align="end">
              Items
            </th>
            <th scope="col" data-align="end">
              Must act
            </th>
            <th scope="col" data-align="end">
              Undecided
            </th>
            {environments.map(({ key, name }) => (
              <th key={key} scope="col" data-align="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => {
            const at = (show?: string) => paths.inventoryKind(upgrade, kind.id, show ? { show } : {});
            return (
              <tr key={kind.id}>
                <th scope="row">
                  <Link href={at()} className="hover:underline">
                    {kind.title}
                  </Link>
                </th>
                <td data-align="end">{number(kind.items, at())}</td>
                <td data-align="end">{number(kind.levels.must_act, at("must_act"))}</td>
                <td data-align="end">{number(kind.undecided, at("undecided"), "blocked")}</td>
                {environments.map(({ key }, place) => {
                  const { work, done, notApplicable } = kind.standing[place] ?? {
                    work: 0,
                    done: 0,
                    notApplicable: 0,
                  };
                  const open = work - done - notApplicable;
                  return (
                    <td key={key} data-align="end" className="whitespace-nowrap">
                      {work === 0 ? (
                        <span className="text-ink-3">–</span>
                      ) : open === 0 ? (
                        <span data-tone="done">all done</span>
                      ) : (
                        <Link href={at(`open-${key}`)} className="num hover:underline">
                          {formatCount(done)} of {formatCount(work - notApplicable)}
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
