"use client";

import { LinkButton } from "@/components/ui/link-button";
import { Menu } from "@/components/ui/menu";
import { paths } from "@/lib/paths";

interface SheetActionsProps {
  upgrade: string;
  kind: { id: string; title: string };
  /** The list is empty: there is nothing to export. */
  nothing: boolean;
  /** Why this person can't import; null when they can. */
  reason: string | null;
}

/** Takes a list out as a table, or one in. */
export function SheetActions({ upgrade, kind, nothing, reason }: SheetActionsProps) {
  const empty = nothing ? "There is nothing to export yet." : null;
  const save = (format: "csv" | "xlsx") => () =>
    window.location.assign(paths.inventorySheet(upgrade, kind.id, format));
  return (
    <>
      <Menu
        trigger="Export"
        label={`Export ${kind.title.toLowerCase()}`}
        items={[
          { label: "Workbook (XLSX)", reason: empty, onSelect: save("xlsx") },
          { label: "CSV", reason: empty, onSelect: save("csv") },
        ]}
      />
      <LinkButton href={paths.importItems(upgrade, kind.id)} reason={reason}>
        Import
      </LinkButton>
    </>
  );
}
