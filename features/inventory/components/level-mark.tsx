import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { tip } from "@/components/ui/tip";
import type { FindingLevel } from "@/domain/finding";
import { cn } from "@/lib/cn";
import { levelLook } from "./item-look";

const signs = { must_act: OctagonAlert, attention: TriangleAlert, info: Info } as const;

/** The sign of a level, each of its own form. `named`: its word stands beside it, so it is decoration. */
export function LevelIcon({
  level,
  named = false,
  className,
}: {
  level: FindingLevel;
  named?: boolean;
  className?: string;
}) {
  const Sign = signs[level];
  const { word, tone } = levelLook[level];
  const naming = named ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": word } as const);
  return (
    <Sign
      size={14}
      data-tone={tone}
      className={cn("shrink-0", className)}
      {...naming}
      {...tip(named ? null : word)}
    />
  );
}

/** A level as sign, word and colour together. */
export function LevelChip({ level, className }: { level: FindingLevel; className?: string }) {
  const { word, tone } = levelLook[level];
  return (
    <Chip tone={tone} icon={<LevelIcon level={level} named />} className={className}>
      {word}
    </Chip>
  );
}
