import { TabLinks } from "@/components/ui/tab-links";
import { paths } from "@/lib/paths";

export type RehearsalTab = "pilots" | "parity" | "forecast" | "window" | "review";

/** The views of what is tried and booked before production. */
export function RehearsalTabs({ upgrade, current }: { upgrade: string; current: RehearsalTab }) {
  return (
    <TabLinks
      label="Rehearsal"
      className="mb-3"
      tabs={[
        { href: paths.rehearsal(upgrade), label: "Pilots", current: current === "pilots" },
        { href: paths.parity(upgrade), label: "Parity", current: current === "parity" },
        { href: paths.forecast(upgrade), label: "Forecast", current: current === "forecast" },
        { href: paths.window(upgrade), label: "Change window", current: current === "window" },
        { href: paths.review(upgrade), label: "Review", current: current === "review" },
      ]}
    />
  );
}
