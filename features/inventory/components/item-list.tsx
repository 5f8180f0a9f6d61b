"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import type { Density } from "@/components/layout/theme";
import { useHotkeys } from "@/components/layout/use-hotkeys";
import { VirtualList } from "@/components/table/virtual-list";
import type { RowState } from "@/components/table/virtual-row";
import { type Packed, unpack } from "@/lib/packed";
import { paths } from "@/lib/paths";
import type { ItemLine as Line, ItemList as List } from "../schema";
import { BulkItems } from "./bulk-items";
import { ItemLine } from "./item-line";
import type { ItemPeople } from "./people";

export type ItemListProps = ItemPeople & {
  kind: List["kind"];
  environments: List["environments"];
  items: Packed<readonly Line[]>;
  density: Density;
};

/** The items of an inventory, however many there are, with what can be done with several of them. */
export function ItemList({
  upgrade,
  members,
  refused,
  zone,
  kind,
  environments,
  items,
  density,
}: ItemListProps) {
  const router = useRouter();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(null);
  const rows = useMemo(() => unpack(items), [items]);
  const groups = useMemo(() => [{ key: kind.id, heading: null, rows }], [kind.id, rows]);
  const toggle = useCallback((code: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(code)) after.add(code);
      return after;
    });
  }, []);
  const renderRow = useCallback(
    (row: Line, state: RowState) => (
      <ItemLine {...{ upgrade, kind, row, environments, state }} onSelect={toggle} />
    ),
    [upgrade, kind, environments, toggle],
  );
  useHotkeys([
    { keys: "x", label: "Select the item", group: "List", run: () => cursor && toggle(cursor) },
    { keys: "Escape", label: "Select nothing", group: "List", run: () => setSelected(new Set()) },
  ]);
  const chosen = rows.filter(({ code }) => selected.has(code));
  return (
    <>
      {chosen.length > 0 ? (
        <BulkItems
          {...{ upgrade, members, refused, zone, kind, environments }}
          items={chosen}
          onDone={() => setSelected(new Set())}
        />
      ) : null}
      <VirtualList
        label={kind.title}
        groups={groups}
        rowKey={rowKey}
        renderRow={renderRow}
        density={density}
        selectedKeys={selected}
        cursorKey={cursor}
        onCursor={setCursor}
        onOpen={(row) => router.push(paths.inventoryItem(upgrade, row.code))}
        className="max-h-[calc(100dvh-260px)]"
      />
    </>
  );
}

const rowKey = (row: Line) => row.code;
