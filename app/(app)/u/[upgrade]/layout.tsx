import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Frame } from "@/features/frame/components/frame";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ upgrade: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { upgrade } = await params;
  return { title: { default: upgrade, template: `%s · ${upgrade} · Liftlock` } };
}

/** Screens of one upgrade: its sections are the tabs, the environments among them in promotion order. */
export default async function UpgradeLayout({ params, children }: Props & { children: ReactNode }) {
  const { upgrade: key } = await params;
  const upgrade = await ask(viewUpgrade, { upgrade: key });
  const places = [
    { label: "Overview", href: paths.upgrade(key), keys: "g h", exact: true },
    { label: "Plan", href: paths.plan(key), keys: "g l" },
    ...upgrade.environments.map((environment, index) => ({
      label: environment.name,
      href: paths.environment(key, environment.key),
      keys: index < 9 ? `g ${index + 1}` : undefined,
    })),
    { label: "Tests", href: paths.tests(key), keys: "g t" },
    {
      label: "Inventory",
      href: paths.inventory(key),
      keys: "g y",
      also: [paths.topology(key), paths.versionPath(key)],
    },
    {
      label: "Rehearsal",
      href: paths.rehearsal(key),
      keys: "g r",
      also: [paths.parity(key), paths.forecast(key), paths.window(key), paths.review(key)],
    },
    { label: "Audit", href: paths.audit(key), keys: "g a" },
    { label: "People", href: paths.people(key), keys: "g e" },
    { label: "Settings", href: paths.settings(key), keys: "g s" },
  ];
  return (
    <Frame
      crumbs={[{ label: "Upgrades", href: paths.portfolio() }, { label: upgrade.key }]}
      places={{ upgrade: upgrade.key, list: places }}
    >
      {children}
    </Frame>
  );
}
