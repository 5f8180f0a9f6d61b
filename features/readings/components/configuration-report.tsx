import { diffLines } from "diff";
import { configurationReportSchema } from "@/analysers/configuration/report";
import { sourceFile, targetFile } from "@/analysers/configuration/target-file";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { settingClasses } from "@/domain/configuration/setting";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

const classWords: Readonly<Record<string, string>> = {
  carried: "Carried",
  renamed: "Renamed",
  dropped: "Dropped",
  defaulted: "Left to the default",
  unknown: "Not in the defaults we know",
};
/** How many settings one page draws; the proposed file has all. */
const shown = 200;

/** Where every setting went, the proposed file, and what is different in it. */
export function ConfigurationView({
  upgrade,
  reading,
  report: given,
  only,
  lines,
}: {
  upgrade: string;
  reading: string;
  report: unknown;
  /** A class to list. */
  only: string | undefined;
  /** "diff" shows the proposed file beside the old one. */
  lines: string | undefined;
}) {
  const report = configurationReportSchema.parse(given);
  const here = (more: Record<string, string>) =>
    `${paths.reading(upgrade, reading)}?${new URLSearchParams(more)}`;
  const wanted = settingClasses.find((one) => one === only);
  const settings = report.settings.filter((setting) => wanted === undefined || setting.class === wanted);
  const text = targetFile(report);
  return (
    <>
      <Card title={`${formatCount(report.sums.read)} settings, each in exactly one class`}>
        <FilterLinks
          label="Which settings"
          className="px-3 py-2"
          filters={[
            { href: here({}), label: "All", count: report.sums.read, current: wanted === undefined },
            ...settingClasses.map((one) => ({
              href: here({ class: one }),
              label: classWords[one] ?? one,
              count: report.sums[one],
              current: wanted === one,
            })),
          ]}
        />
        <ScrollRegion label="Settings" className="max-h-96 overflow-auto">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Value</th>
                <th scope="col">In the new file</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {settings.slice(0, shown).map((setting) => (
                <tr key={`${setting.file} ${setting.key} ${setting.line}`}>
                  <th scope="row" className="min-w-64 font-mono text-xs wrap-anywhere">
                    {setting.key}
                  </th>
                  <td className="min-w-56 font-mono text-xs wrap-anywhere">
                    {setting.secret ? (
                      <i className="text-ink-3">secret, left out</i>
                    ) : (
                      JSON.stringify(setting.value)
                    )}
                  </td>
                  <td className="min-w-56 font-mono text-xs wrap-anywhere">
                    {setting.targets.map(({ key }) => key).join(", ") || "–"}
                  </td>
                  <td className="min-w-52 text-sm text-ink-2">
                    {classWords[setting.class]}
                    {setting.reason ? `. ${setting.reason}` : ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {settings.length > shown ? (
          <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
            The first {shown} of {formatCount(settings.length)}. The proposed file has all.
          </p>
        ) : null}
      </Card>
      <Card
        title="Proposed file of the new release"
        padded
        action={
          <span className="flex items-center gap-2">
            <LinkButton
              size="sm"
              href={`${paths.reading(upgrade, reading)}${lines === "diff" ? "" : "?lines=diff"}`}
            >
              {lines === "diff" ? "Show the file" : "Show what is different"}
            </LinkButton>
            <CopyButton text={text} label="Copy the file" />
            <a className="btn btn-sm" href={paths.targetFile(upgrade, reading)} download>
              Download
            </a>
          </span>
        }
      >
        <ScrollRegion
          label="Proposed file"
          className="max-h-[36rem] overflow-auto rounded-md border border-line bg-sunken"
        >
          <pre className="p-2.5 text-xs leading-relaxed">
            {lines === "diff" ? <Difference before={sourceFile(report)} after={text} /> : text}
          </pre>
        </ScrollRegion>
      </Card>
    </>
  );
}

/** Changed lines with a sign in front, in words for those who can't see colours. */
function Difference({ before, after }: { before: string; after: string }) {
  return diffLines(before, after).map((part, index) => {
    const sign = part.added ? "+" : part.removed ? "-" : " ";
    const lines = part.value.replace(/\n$/, "").split("\n");
    const unchanged = !part.added && !part.removed;
    const kept = unchanged && lines.length > 6 ? [...lines.slice(0, 3), "…", ...lines.slice(-3)] : lines;
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
        key={index}
        data-tone={part.added ? "done" : part.removed ? "blocked" : undefined}
        className={unchanged ? "text-ink-3" : undefined}
      >
        {kept.map((line) => `${sign} ${line}\n`).join("")}
      </span>
    );
  });
}
