"use client";

import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Kbd } from "./kbd";
import { Link } from "./link";
import { tip } from "./tip";

export type MenuAction = {
  kind?: "item";
  label: string;
  icon?: ReactNode;
  kbd?: string;
  danger?: boolean;
  /** Why it cannot be used now; it stays in the menu, focusable, and says so. */
  reason?: string | null;
} & ({ href: string; onSelect?: never } | { onSelect: () => void; href?: never });

export type MenuEntry =
  | MenuAction
  | { kind: "check"; label: string; checked: boolean; onSelect: () => void }
  | { kind: "heading"; label: string }
  | { kind: "separator"; key: string };

export type MenuRowProps = { item: MenuEntry; close: () => void };

/** One row of a menu. Choosing it closes the menu first, so that what it opens gets the focus. */
export function MenuRow({ item, close }: MenuRowProps) {
  const reasonId = useId();
  if (item.kind === "separator") return <hr className="menu-sep" />;
  if (item.kind === "heading") {
    return (
      <div role="presentation" className="eyebrow px-3 pt-1.5 pb-1">
        {item.label}
      </div>
    );
  }
  if (item.kind === "check") {
    return (
      <button
        type="button"
        role="menuitemradio"
        aria-checked={item.checked}
        tabIndex={-1}
        className="menu-item"
        onClick={() => {
          close();
          item.onSelect();
        }}
      >
        <Check size={15} className={item.checked ? "text-accent" : "invisible"} aria-hidden="true" />
        {item.label}
      </button>
    );
  }
  const content = (
    <>
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.kbd ? <Kbd keys={item.kbd} /> : null}
    </>
  );
  if (item.href !== undefined && !item.reason) {
    return (
      <Link
        href={item.href}
        role="menuitem"
        tabIndex={-1}
        className="menu-item"
        data-danger={item.danger}
        onClick={close}
      >
        {content}
      </Link>
    );
  }
  const { onSelect, reason } = item;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      data-danger={item.danger || undefined}
      aria-disabled={reason ? true : undefined}
      aria-describedby={reason ? reasonId : undefined}
      onClick={() => {
        if (reason) return;
        close();
        onSelect?.();
      }}
      {...tip(reason)}
    >
      {content}
      {reason ? (
        <span id={reasonId} className="sr-only">
          {reason}
        </span>
      ) : null}
    </button>
  );
}
