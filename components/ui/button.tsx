import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { Kbd } from "./kbd";
import { tip } from "./tip";

export type ButtonVariant = "default" | "primary" | "quiet" | "danger";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  variant?: ButtonVariant;
  size?: "md" | "sm";
  icon?: ReactNode;
  /** The shortcut that does the same, shown after the label. */
  kbd?: string;
  /** Why this person cannot use it now. The button stays visible and focusable, does nothing, and says the reason. */
  reason?: string | null;
  /** The action runs: further presses do nothing, the label stays. */
  pending?: boolean;
};

/** A button. It is never hidden and never silently dead: what cannot be used carries its `reason`. */
export function Button(props: ButtonProps) {
  const {
    variant = "default",
    size = "md",
    icon,
    kbd,
    reason,
    pending = false,
    children,
    className,
    ...rest
  } = props;
  const reasonId = useId();
  const still = Boolean(reason) || pending;
  const describedBy = cn(rest["aria-describedby"], reason && reasonId) || undefined;
  return (
    <>
      <button
        {...rest}
        {...(still ? inert : {})}
        // What is refused or already on its way must not send the form, nor may Enter in a field find it.
        type={still ? "button" : (rest.type ?? "button")}
        aria-disabled={still || undefined}
        aria-busy={pending || undefined}
        aria-describedby={describedBy}
        className={buttonClass({ variant, size, className })}
        {...tip(reason)}
      >
        {pending ? <span className="spinner" aria-hidden="true" /> : icon}
        {children}
        {kbd ? <Kbd keys={kbd} /> : null}
      </button>
      {reason ? (
        <span id={reasonId} hidden>
          {reason}
        </span>
      ) : null}
    </>
  );
}

export type IconButtonProps = Omit<ButtonProps, "children" | "icon" | "kbd"> & {
  label: string;
  icon: ReactNode;
};

/** A button with only an icon: its label is its accessible name and its tooltip. */
export function IconButton({ label, icon, variant = "quiet", className, reason, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      icon={icon}
      reason={reason}
      aria-label={label}
      className={cn("btn-icon", className)}
      {...(reason ? {} : tip(label))}
    />
  );
}

const inert = { onClick: undefined, popoverTarget: undefined, formAction: undefined } as const;

/** The classes of a button, for elements that must look like one. */
export function buttonClass(look: {
  variant?: ButtonVariant;
  size?: "md" | "sm";
  className?: string;
}): string {
  const { variant = "default", size = "md", className } = look;
  return cn("btn", variant !== "default" && `btn-${variant}`, size === "sm" && "btn-sm", className);
}
