import type { FilterLink } from "@/components/ui/filter-links";
import { paths } from "@/lib/paths";
import type { ItemLine, ItemList } from "../schema";

/** The part of a list that is shown: a filter by name, or `open-<environment key>`. */
export type ItemFilter = string;

const keeps: Readonly<Record<string, (item: ItemLine, me: string) => boolean>> = {
  all: () => true,
  must_act: ({ level }) => level === "must_act",
  attention: ({ level }) => level === "attention",
  undecided: ({ undecided }) => undecided,
  untested: ({ untested }) => untested,
  mine: ({ owner }, me) => owner?.id === me,
};

const words: Readonly<Record<string, string>> = {
  all: "All",
  must_act: "Must act",
  attention: "Attention",
  undecided: "Undecided",
  untested: "Without a test",
  mine: "Mine",
};

/** Open work of one environment: what is neither done nor set aside there. */
const isOpenIn = (item: ItemLine, place: number) => /[od]/.test(item.cells[place] ?? "-");

/** The items a filter and a search leave, in the order of the list. Every word has to be in code, title or a field. */
export function shownItems(
  { items, environments }: Pick<ItemList, "items" | "environments">,
  filter: ItemFilter,
  query: string,
  me: string,
): ItemLine[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const place = environments.findIndex(({ key }) => filter === `open-${key}`);
  return items.filter((item) => {
    if (place >= 0 ? !isOpenIn(item, place) : !(keeps[filter] ?? keeps.all)?.(item, me)) return false;
    if (wanted.length === 0) return true;
    const text = [item.code, item.title, ...Object.values(item.fields)].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The filters with how many items each shows. Those of verdicts are offered only where something is decided. */
export function itemFilterLinks(
  upgrade: string,
  list: ItemList,
  current: ItemFilter,
  query: string,
  me: string,
): FilterLink[] {
  const { kind, environments } = list;
  const decided = kind.verdicts.length > 0;
  const names = Object.keys(words).filter((name) => decided || (name !== "undecided" && name !== "untested"));
  const link = (name: string, label: string): FilterLink => ({
    href: paths.inventoryKind(upgrade, kind.id, {
      ...(name !== "all" && { show: name }),
      ...(query && { q: query }),
    }),
    label,
    count: shownItems(list, name, "", me).length,
    current: name === current,
    ...((name === "must_act" || name === "undecided") && { tone: "blocked" as const }),
    ...((name === "attention" || name === "untested") && { tone: "stale" as const }),
  });
  return [
    ...names.map((name) => link(name, words[name] ?? name)),
    ...environments.map(({ key, name }) => link(`open-${key}`, `Open in ${name}`)),
  ];
}
