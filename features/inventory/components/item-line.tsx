import type { RowState } from "@/components/table/virtual-row";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { paths } from "@/lib/paths";
import type { ItemList, ItemLine as Line } from "../schema";
import { cellState, stateLook, verdictWord } from "./item-look";
import { LevelChip, LevelIcon } from "./level-mark";

interface ItemLineProps {
  upgrade: string;
  kind: ItemList["kind"];
  row: Line;
  environments: ItemList["environments"];
  state: RowState;
  onSelect: (code: string) => void;
}

/** An item in its list: what it is called, how grave, what was decided, who has it, and one sign per environment. */
export function ItemLine({ upgrade, kind, row, environments, state, onSelect }: ItemLineProps) {
  const verdict = verdictWord(kind, row);
  return (
    <div className="flex h-full items-center gap-3 px-3.5 max-sm:gap-2">
      <label className="row-tick">
        <input
          type="checkbox"
          className="tick m-0"
          aria-label={`Select ${row.code}`}
          tabIndex={state.cursor ? 0 : -1}
          checked={state.selected}
          onChange={() => onSelect(row.code)}
        />
      </label>
      <span className="num w-14 shrink-0 font-mono text-xs text-ink-3 max-sm:w-auto">{row.code}</span>
      <Link
        href={paths.inventoryItem(upgrade, row.code)}
        className="row-target min-w-0 flex-1 max-sm:line-clamp-2 max-sm:text-sm max-sm:leading-4 sm:truncate"
        tabIndex={-1}
      >
        {row.title}
      </Link>
      {/* A phone has no room for the word. */}
      <LevelIcon level={row.level} className="sm:hidden" />
      {row.level === "info" ? null : <LevelChip level={row.level} className="shrink-0 max-sm:hidden" />}
      {kind.verdicts.length > 0 ? (
        <span className="w-32 shrink-0 truncate text-sm max-md:hidden">
          {row.undecided ? <span className="text-blocked">{verdict}</span> : verdict}
          {row.untested ? <span className="text-stale"> · no test</span> : null}
        </span>
      ) : null}
      <span className="w-24 shrink-0 truncate text-xs text-ink-3 max-md:hidden">
        {row.owner?.name ?? "–"}
      </span>
      <span className="flex shrink-0 items-center gap-1.5 max-sm:gap-0.5">
        {environments.map(({ key, name }, place) => {
          const found = cellState(row.cells[place]);
          const words = `${name}: ${found ? stateLook[found].word : "nothing to do"}`;
          return (
            <span key={key} className="inline-flex w-4 items-center justify-center" data-tip={words}>
              {found ? (
                <StateIcon state={stateLook[found].state} label={words} />
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
