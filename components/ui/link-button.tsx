import { type ReactNode, useId } from "react";
import { type ButtonVariant, buttonClass } from "./button";
import { Kbd } from "./kbd";
import { Link, type LinkProps } from "./link";
import { tip } from "./tip";

export type LinkButtonProps = Pick<LinkProps, "scroll" | "replace"> & {
  href: string;
  children: ReactNode;
  variant?: ButtonVariant;
  size?: "md" | "sm";
  icon?: ReactNode;
  kbd?: string;
  /** Why this person cannot go there now; the link stays visible, focusable and says so. */
  reason?: string | null;
  /** Save the answer to disk instead of opening it. */
  download?: boolean | string;
  className?: string;
};

/** A link that looks like a button: for going somewhere. Doing something is Button's job. */
export function LinkButton(props: LinkButtonProps) {
  const { href, children, variant, size, icon, kbd, reason, download, className, ...link } = props;
  const reasonId = useId();
  const look = buttonClass({ variant, size, className });
  const content = (
    <>
      {icon}
      {children}
      {kbd ? <Kbd keys={kbd} /> : null}
    </>
  );
  if (reason) {
    return (
      <>
        {/* biome-ignore lint/a11y/useSemanticElements: an <a> without href is no link to assistive technology */}
        <span
          role="link"
          tabIndex={0}
          aria-disabled="true"
          aria-describedby={reasonId}
          className={look}
          {...tip(reason)}
        >
          {content}
        </span>
        <span id={reasonId} hidden>
          {reason}
        </span>
      </>
    );
  }
  if (download !== undefined) {
    return (
      <a href={href} download={download} className={look}>
        {content}
      </a>
    );
  }
  return (
    <Link href={href} className={look} {...link}>
      {content}
    </Link>
  );
}
