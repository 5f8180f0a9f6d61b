import { placeholdersIn } from "./placeholder";
import { type Playbook, readingsOf } from "./playbook";
import type { Fault } from "./playbook-parts";

/** Placeholders of an address or title: those that are the same wherever the step is. */
const known: readonly string[] = ["from_version", "to_version"];

/** What is wrong with the pages that steps give to read: nobody attests them, given twice, or not the same everywhere. */
export function readingFaults(playbook: Playbook): readonly Fault[] {
  return playbook.phases.flatMap((phase, p) =>
    phase.steps.flatMap((step, s) => {
      const path = ["phases", p, "steps", s, "readings"];
      const pages = readingsOf(step);
      if (pages.length > 0 && !step.attestation)
        return [{ path, message: "Only a step that everybody attests gives pages to read." }];
      return pages.flatMap((page, i): Fault[] => {
        const first = pages.findIndex(({ id }) => id === page.id);
        return [
          ...(first < i
            ? [{ path: [...path, i, "id"], message: `The page “${page.id}” is there twice in ${step.code}.` }]
            : []),
          ...(["title", "url"] as const).flatMap((key) =>
            placeholdersIn(page[key])
              .filter((name) => !known.includes(name))
              .map((name) => ({
                path: [...path, i, key],
                message: `“${name}” can't stand here: a page knows {{from_version}} and {{to_version}} only.`,
              })),
          ),
        ];
      });
    }),
  );
}
