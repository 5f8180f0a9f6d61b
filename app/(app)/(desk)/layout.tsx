import type { ReactNode } from "react";
import { Frame } from "@/features/frame/components/frame";
import { paths } from "@/lib/paths";

/** Screens outside of an upgrade. */
export default function DeskLayout({ children }: { children: ReactNode }) {
  return <Frame crumbs={[{ label: "Upgrades", href: paths.portfolio() }]}>{children}</Frame>;
}
