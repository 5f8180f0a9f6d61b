export type Side = "bottom" | "top";
export type Align = "start" | "center" | "end";
type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const GAP = 6;
const EDGE = 8;

/**
 * Where a floating panel goes: on the wanted side of its anchor if it fits there or at least better than on the other,
 * moved sideways until it is inside the viewport. `maxHeight` is the room it has; longer content must scroll.
 */
export function placement(
  anchor: Box,
  panel: Size,
  viewport: Size,
  wanted: { side?: Side; align?: Align } = {},
) {
  const { side = "bottom", align = "start" } = wanted;
  const room = {
    top: anchor.top - GAP - EDGE,
    bottom: viewport.height - anchor.top - anchor.height - GAP - EDGE,
  };
  const other = side === "bottom" ? "top" : "bottom";
  const taken: Side = panel.height <= room[side] || room[side] >= room[other] ? side : other;
  const maxHeight = Math.max(80, room[taken]);
  const height = Math.min(panel.height, maxHeight);
  const wish = {
    start: anchor.left,
    center: anchor.left + (anchor.width - panel.width) / 2,
    end: anchor.left + anchor.width - panel.width,
  }[align];
  return {
    side: taken,
    left: Math.round(Math.max(EDGE, Math.min(wish, viewport.width - panel.width - EDGE))),
    top: Math.round(taken === "bottom" ? anchor.top + anchor.height + GAP : anchor.top - GAP - height),
    maxHeight: Math.floor(maxHeight),
  };
}

/**
 * Puts an open popover beside its anchor and keeps it there while things scroll. Returns the function that stops it.
 * Our own few lines because CSS anchor positioning is not yet in every browser we support.
 */
export function keepBeside(
  anchor: Element,
  panel: HTMLElement,
  wanted: { side?: Side; align?: Align } = {},
): () => void {
  const place = () => {
    panel.style.maxHeight = "";
    const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const at = placement(anchor.getBoundingClientRect(), panel.getBoundingClientRect(), viewport, wanted);
    panel.style.left = `${at.left}px`;
    panel.style.top = `${at.top}px`;
    panel.style.maxHeight = `${at.maxHeight}px`;
  };
  place();
  const moved = (event: Event) => {
    if (event.target instanceof Node && panel.contains(event.target)) return;
    place();
  };
  addEventListener("scroll", moved, { capture: true, passive: true });
  addEventListener("resize", place);
  const grown = new ResizeObserver(place);
  grown.observe(panel);
  return () => {
    removeEventListener("scroll", moved, { capture: true });
    removeEventListener("resize", place);
    grown.disconnect();
  };
}
