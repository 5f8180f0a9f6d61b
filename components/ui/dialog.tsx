"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "./button";

export type DialogProps = {
  open: boolean;
  /** Escape or the cross was used. A click beside the dialog does nothing: it would throw away what was typed. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  width?: "normal" | "wide";
};

/**
 * A modal question or form over the page: a native <dialog>, so focus stays inside and returns where it came from. The
 * focus goes to the first field, or to `data-autofocus`.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  width = "normal",
}: DialogProps) {
  const id = useId();
  const host = useBody();
  const ref = useModal(open && host !== null);
  if (!open || !host) return null;
  return createPortal(
    <dialog
      ref={ref}
      className="dialog"
      data-width={width}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      onCancel={(event) => {
        // A popover or file chooser inside fires its own cancel, which bubbles in React.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="flex items-start gap-3 px-5 pt-4 pb-2">
        <div className="min-w-0 flex-1">
          <h2
            id={`${id}-title`}
            tabIndex={-1}
            className="text-lg font-bold tracking-tight wrap-anywhere outline-none"
          >
            {title}
          </h2>
          {description ? (
            <p id={`${id}-text`} className="mt-0.5 text-ink-2">
              {description}
            </p>
          ) : null}
        </div>
        <IconButton label="Close" size="sm" icon={<X size={16} />} onClick={onClose} className="-mr-1.5" />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 pt-1">{children}</div>
      {footer ? (
        <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-bg px-5 py-3">{footer}</div>
      ) : null}
    </dialog>,
    host,
  );
}

/** The end of the page, once there is one: a dialog opened from inside a form must not put a form into that form. */
function useBody(): HTMLElement | null {
  const [body, setBody] = useState<HTMLElement | null>(null);
  useEffect(() => setBody(document.body), []);
  return body;
}

/** Opens the <dialog> the returned ref is on as a modal while `open`, and puts the focus where work starts. */
export function useModal(open: boolean) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!open || !dialog || dialog.open) return;
    const before = document.activeElement;
    dialog.showModal();
    const first =
      dialog.querySelector<HTMLElement>("[data-autofocus]") ??
      dialog.querySelector<HTMLElement>("input:not([type=hidden], :disabled), textarea, select") ??
      dialog.querySelector<HTMLElement>("h2[tabindex]");
    first?.focus();
    return () => {
      dialog.close();
      // React has taken the dialog out of the page by now, so the browser's own return of focus has nothing to work on.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [open]);
  return ref;
}
