import { cn } from "@/lib/cn";
import { initialsOf } from "@/lib/format";
import { tip } from "./tip";

export type AvatarProps = {
  name: string;
  size?: "sm" | "md" | "lg";
  /** The name stands beside it: the circle is decoration and has no tooltip. */
  named?: boolean;
  className?: string;
};

const hues = ["accent", "doing", "waiting", "stale", "idle", "water-edge"] as const;

/** A person as initials on a colour that stays theirs. */
export function Avatar({ name, size = "md", named = false, className }: AvatarProps) {
  const hue = hues[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % hues.length];
  const naming = named ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": name } as const);
  return (
    <span
      className={cn("avatar", className)}
      data-size={size}
      data-hue={hue}
      {...naming}
      {...tip(named ? null : name)}
    >
      {initialsOf(name)}
    </span>
  );
}
