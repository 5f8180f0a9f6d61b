import { cn } from "@/lib/cn";

export type KbdProps = {
  /** Keys as registered: "g p" is one after the other, "mod+k" is Ctrl or Cmd. */
  keys: string;
  /** Read aloud too, where the keys are the point and not a hint beside a control. */
  spoken?: boolean;
  className?: string;
};

/** A key to press. As a hint beside a control with its own name it is for eyes only. */
export function Kbd({ keys, spoken = false, className }: KbdProps) {
  const withMod = keys.startsWith("mod+");
  const rest = keys.replace("mod+", "").replace("shift+", "⇧");
  return (
    <kbd className={cn("kbd", className)} aria-hidden={spoken ? undefined : true}>
      {withMod ? <span className="mod" /> : null}
      {withMod && rest.length === 1 ? rest.toUpperCase() : rest}
    </kbd>
  );
}
