import type { Reading, SourceFile } from "../limits";
import { decodeText } from "./decode-text";
import { type ConfigurationReport, configurationReportSchema, sumsAddUp } from "./report";

/** Reads a report that was made elsewhere, such as on a server without the web app. It is checked as if anybody had written it. */
export function readConfigurationReport({ name, bytes }: SourceFile): Reading<ConfigurationReport> {
  const refuse = (message: string): Reading<ConfigurationReport> => ({
    ok: false,
    problems: [{ file: name, line: null, column: null, message }],
  });
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes, "utf-8") ?? "");
  } catch {
    return refuse("This is no report: it is not JSON. Upload what the inspection wrote, unchanged.");
  }
  const parsed = configurationReportSchema.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    return refuse(
      `This is no report of a configuration that can be read here${where === "" ? "" : ` (see ${where.slice(0, 100)})`}. Make it anew with this version.`,
    );
  }
  const { sums, settings } = parsed.data;
  if (!sumsAddUp(sums) || sums.read !== settings.length) {
    return refuse("The sums of this report don't add up: it was changed after it was made. Make it anew.");
  }
  return { ok: true, report: parsed.data };
}
