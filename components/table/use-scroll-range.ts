"use client";

import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

export type ScrollRange = { start: number; end: number };

/** Rows are drawn this many px beyond what is in view, so that a turn of the wheel finds them there. */
const MARGIN = 400;
/** The range moves in steps of this many px: most scroll events then change nothing. */
const STEP = 200;

/**
 * The part of a scrolling element to draw, in px of its content. Before the browser has measured it, and so on the
 * server, it is the first `initialHeight` px: the first screenful stands in the HTML itself.
 */
export function useScrollRange(ref: RefObject<HTMLElement | null>, initialHeight: number) {
  const [range, setRange] = useState<ScrollRange>({ start: 0, end: initialHeight });
  const measure = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    const start = Math.max(0, Math.floor((box.scrollTop - MARGIN) / STEP) * STEP);
    const end = Math.ceil((box.scrollTop + box.clientHeight + MARGIN) / STEP) * STEP;
    setRange((known) => (known.start === start && known.end === end ? known : { start, end }));
  }, [ref]);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(box);
    return () => resized.disconnect();
  }, [ref, measure]);
  return { range, measure };
}
