"use client";

import { useEffect, useRef } from "react";
import { keepBeside } from "./anchored";

const DELAY = 350;

/**
 * The one tooltip of the page, mounted once by the shell. Shows the `data-tip` of whatever is hovered or focused, so
 * that no control needs JavaScript of its own for it. Escape hides it, the pointer may rest on it, touch shows it on tap.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const panel = layer.current;
    if (!panel) return;
    let anchor: Element | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let letGo = () => {};

    const hide = () => {
      clearTimeout(timer);
      anchor = null;
      letGo();
      letGo = () => {};
      if (panel.matches(":popover-open")) panel.hidePopover();
    };
    const show = (target: Element, delay: number) => {
      if (target === anchor) return;
      hide();
      anchor = target;
      timer = setTimeout(() => {
        const text = target.getAttribute("data-tip");
        if (!text || !target.isConnected) return;
        panel.textContent = text;
        panel.showPopover();
        letGo = keepBeside(target, panel, { side: "top", align: "center" });
      }, delay);
    };
    const tipped = (event: Event) =>
      event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    const over = (event: PointerEvent) => {
      const target = tipped(event);
      if (target) show(target, event.pointerType === "touch" ? 0 : DELAY);
      else if (!(event.target instanceof Node && panel.contains(event.target))) hide();
    };
    const focused = (event: FocusEvent) => {
      const target = tipped(event);
      if (target?.matches(":focus-visible")) show(target, 0);
      else hide();
    };
    const pressed = (event: KeyboardEvent) => event.key === "Escape" && hide();

    document.addEventListener("pointerover", over);
    document.addEventListener("focusin", focused);
    document.addEventListener("focusout", hide);
    document.addEventListener("keydown", pressed);
    return () => {
      hide();
      document.removeEventListener("pointerover", over);
      document.removeEventListener("focusin", focused);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", pressed);
    };
  }, []);

  return <div ref={layer} role="tooltip" popover="manual" className="tooltip no-print" />;
}
