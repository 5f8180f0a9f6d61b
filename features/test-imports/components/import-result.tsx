import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { resultLook } from "@/features/test-cases/components/result-look";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ImportSummary } from "../schema";

/** What came of one imported file: nothing of it is left unsaid. */
export function ImportResult({ upgrade, summary }: { upgrade: string; summary: ImportSummary }) {
  const { counts, environment, run, fileName, several, severalMore, notRecorded, older, suiteErrors } =
    summary;
  return (
    <Notice
      tone={counts.unknown > 0 || counts.failed > 0 ? "warning" : "success"}
      live
      title={`“${fileName}” is imported into ${environment.name}, run ${run.number}.`}
      action={
        <Link className="link" href={paths.run(upgrade, run.id)}>
          Open run {run.number}
        </Link>
      }
    >
      <ul className="mt-1 list-disc pl-4">
        <li>
          {plural(counts.cases, "result")}: {counts.passed} passed, {counts.failed} failed, {counts.skipped}{" "}
          skipped; {plural(counts.testCases, "test case")} recorded
        </li>
        {counts.unknown > 0 ? (
          <li>
            {plural(counts.unknown, "result")} of cases Liftlock could not record{" "}
            {counts.unknown === 1 ? "waits" : "wait"} in the inbox below
          </li>
        ) : null}
        {several.length > 0 ? (
          <li>
            The worst of several results counts for{" "}
            {several
              .slice(0, 5)
              .map(({ code, results, result }) => `${code} (${results}: ${resultLook[result].word})`)
              .join(", ")}
            {several.length + severalMore > 5 ? ` and ${several.length + severalMore - 5} more` : ""}
          </li>
        ) : null}
        {notRecorded.slice(0, 5).map(({ code, reason }) => (
          <li key={code}>
            {code} is not recorded: {reason}
          </li>
        ))}
        {older > 0 ? (
          <li>{plural(older, "result")} older than what was recorded before: kept, but not what counts</li>
        ) : null}
        {suiteErrors.map((error) => (
          <li key={error}>Outside of any case: {error}</li>
        ))}
      </ul>
    </Notice>
  );
}
