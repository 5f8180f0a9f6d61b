import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { paths } from "@/lib/paths";
import type { Overview } from "../schema";
import { cellWords, readCell, resultLook } from "./result-look";

type Case = Overview["useCases"][number]["cases"][number];

/** A case in the list: what it is called, and one sign per environment. */
export function CaseLine({
  upgrade,
  row,
  environments,
}: {
  upgrade: string;
  row: Case;
  environments: Overview["environments"];
}) {
  return (
    <div className="flex h-full items-center gap-3 px-4">
      <span className="num w-16 shrink-0 font-mono text-xs text-ink-3">{row.code}</span>
      <Link
        href={paths.testCase(upgrade, row.code)}
        className="row-target min-w-0 flex-1 truncate"
        tabIndex={-1}
      >
        {row.title}
      </Link>
      {row.nonFunctional ? (
        <span className="num shrink-0 text-xs text-ink-3 max-md:hidden">{row.nonFunctional}</span>
      ) : null}
      {row.archivedAt ? (
        <Chip>archived</Chip>
      ) : row.required ? null : (
        <Chip className="max-sm:hidden">optional</Chip>
      )}
      {row.owner ? (
        <span className="w-24 shrink-0 truncate text-xs text-ink-3 max-md:hidden">{row.owner.name}</span>
      ) : null}
      <span className="flex shrink-0 gap-1.5">
        {environments.map(({ key, name }, index) => {
          const cell = readCell(row.cells[index]);
          const words = `${name}: ${cellWords(row.cells[index])}`;
          return (
            <span key={key} className="inline-flex w-4 justify-center" data-tip={words}>
              {cell ? (
                <StateIcon state={resultLook[cell.result].state} stale={cell.stale} label={words} />
              ) : (
                <span className="text-ink-3">
                  –<span className="sr-only">{words}</span>
                </span>
              )}
            </span>
          );
        })}
      </span>
    </div>
  );
}
