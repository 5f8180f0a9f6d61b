import type { ReactNode } from "react";
import type { Crumb } from "@/components/layout/app-shell";
import { signedIn } from "@/lib/page";
import { FrameView, type Places } from "./frame-view";

interface FrameProps {
  crumbs: readonly Crumb[];
  /** The sections of the upgrade one is in. */
  places?: Places;
  children: ReactNode;
}

/** The shell with everything of the person who looks: palette, what waits for them, notifications, menu. */
export async function Frame({ crumbs, places, children }: FrameProps) {
  const { name, isAdmin, timeZone } = await signedIn();
  return (
    <FrameView crumbs={crumbs} places={places} person={{ name, isAdmin, zone: timeZone ?? "UTC" }}>
      {children}
    </FrameView>
  );
}
