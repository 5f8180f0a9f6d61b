import { DiffList } from "@/components/ui/diff-list";
import { Time } from "@/components/ui/time";
import type { TestCaseView } from "../schema";

type Revision = TestCaseView["revisions"][number];

/** What each revision changed, newest first. */
export function Revisions({
  revisions,
  zone,
  now,
}: {
  revisions: readonly Revision[];
  zone: string;
  now: string;
}) {
  return (
    <ol className="divide-y divide-line">
      {revisions.map((revision, index) => {
        const before = revisions[index + 1];
        return (
          <li key={revision.revision} className="px-3.5 py-2.5">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <b>Revision {revision.revision}</b>
              <span className="text-ink-3">
                {revision.createdBy?.name ?? "Playbook"},{" "}
                <Time value={revision.createdAt} zone={zone} now={now} show="day" />
              </span>
            </div>
            {before ? (
              <DiffList
                label={`What revision ${revision.revision} changed`}
                items={differences(before, revision)}
              />
            ) : (
              <p className="text-ink-3">The first text of this case.</p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function differences(was: Revision, is: Revision) {
  const threshold = (of: Revision) =>
    of.threshold
      ? `${of.threshold.direction === "at_least" ? "≥" : "≤"} ${of.threshold.value} ${of.threshold.unit}`.trim()
      : null;
  return [
    { key: "title", label: "Title", was: was.title, is: is.title },
    { key: "steps", label: "Steps", was: was.steps, is: is.steps },
    { key: "expected", label: "Expected result", was: was.expected, is: is.expected },
    { key: "threshold", label: "Threshold", was: threshold(was), is: threshold(is) },
  ].filter((item) => item.was !== item.is);
}
