import type { Found } from "@/features/search/schema";

/** Of what a search found: the steps that have exactly this code, in whatever case it was typed. */
export const placesOf = (found: readonly Found[], code: string): Found[] =>
  found.filter(
    ({ kind, label }) => kind === "step" && label.toLowerCase().startsWith(`${code.toLowerCase()} `),
  );
