import { TabLinks } from "@/components/ui/tab-links";
import { paths } from "@/lib/paths";

interface EnvironmentTabsProps {
  upgrade: string;
  environment: { key: string; name: string; kind: string };
  current: "checklist" | "live" | "entry" | "exit" | "health" | "logs" | "hypercare" | "variables";
  className?: string;
}

/** The screens of one environment. */
export function EnvironmentTabs({ upgrade, environment, current, className }: EnvironmentTabsProps) {
  const { key, name, kind } = environment;
  return (
    <TabLinks
      label={`Screens of ${name}`}
      className={className}
      tabs={[
        { href: paths.checklist(upgrade, key), label: "Checklist", current: current === "checklist" },
        { href: paths.live(upgrade, key), label: "Live", current: current === "live" },
        {
          href: paths.gate(upgrade, key, "entry"),
          label: kind === "prod" ? "Go/no-go" : "Entry gate",
          current: current === "entry",
        },
        { href: paths.gate(upgrade, key, "exit"), label: "Exit gate", current: current === "exit" },
        { href: paths.health(upgrade, key), label: "Health", current: current === "health" },
        { href: paths.logs(upgrade, key), label: "Logs", current: current === "logs" },
        { href: paths.hypercare(upgrade, key), label: "Hypercare", current: current === "hypercare" },
        {
          href: paths.environmentVariables(upgrade, key),
          label: "Variables",
          current: current === "variables",
        },
        ...(kind === "prod"
          ? [{ href: paths.window(upgrade, { environment: key }), label: "Change window", current: false }]
          : []),
      ]}
    />
  );
}
