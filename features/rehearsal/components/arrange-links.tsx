import { FilterLinks } from "@/components/ui/filter-links";
import { type Arrangement, arrangements } from "@/domain/lane";

const words: Record<Arrangement, string> = { phase: "By phase", team: "By team", person: "By person" };

/** What an address says of it; null where it says nothing we know. */
export const arrangementOf = (given: string | undefined): Arrangement | null =>
  arrangements.find((one) => one === given) ?? null;

/** How the steps of a run are laid out, as it stands in the address. */
export function ArrangeLinks({
  current,
  hrefOf,
}: {
  current: Arrangement | null;
  hrefOf: (by: Arrangement) => string;
}) {
  return (
    <FilterLinks
      label="How steps are laid out"
      filters={arrangements.map((by) => ({ href: hrefOf(by), label: words[by], current: by === current }))}
    />
  );
}
