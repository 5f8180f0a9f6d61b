import { TabLinks } from "@/components/ui/tab-links";
import { paths } from "@/lib/paths";

export type InventoryTab = "lists" | "readings" | "topology" | "path";

/** The views of what the team really has. */
export function InventoryTabs({ upgrade, current }: { upgrade: string; current: InventoryTab }) {
  return (
    <TabLinks
      label="Inventory"
      className="mb-3"
      tabs={[
        { href: paths.inventory(upgrade), label: "Lists", current: current === "lists" },
        { href: paths.readings(upgrade), label: "Files read", current: current === "readings" },
        { href: paths.topology(upgrade), label: "Topology", current: current === "topology" },
        { href: paths.versionPath(upgrade), label: "Version path", current: current === "path" },
      ]}
    />
  );
}
