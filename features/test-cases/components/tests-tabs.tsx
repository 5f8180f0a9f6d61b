import { TabLinks } from "@/components/ui/tab-links";
import { paths } from "@/lib/paths";

export type TestsTab = "cases" | "matrix" | "runs" | "imports";

/** The four views of an upgrade's tests. */
export function TestsTabs({
  upgrade,
  current,
  waiting,
}: {
  upgrade: string;
  current: TestsTab;
  waiting?: number | undefined;
}) {
  return (
    <TabLinks
      label="Tests"
      className="mb-3"
      tabs={[
        { href: paths.tests(upgrade), label: "Use cases & cases", current: current === "cases" },
        { href: paths.matrix(upgrade), label: "Matrix", current: current === "matrix" },
        { href: paths.runs(upgrade), label: "Runs", current: current === "runs" },
        {
          href: paths.imports(upgrade),
          label: "Imports",
          current: current === "imports",
          ...(waiting !== undefined && waiting > 0 && { count: waiting, tone: "waiting" as const }),
        },
      ]}
    />
  );
}
