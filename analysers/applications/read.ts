import {
  type ApplicationColumn,
  applicationColumns,
  looksGenerated,
  namesSecrets,
  neededColumns,
} from "@/analysers/applications/columns";
import { type CsvRows, readRows } from "@/analysers/applications/csv-rows";
import type { ApplicationKnowledge } from "@/analysers/applications/knowledge";
import type { ApplicationsReport } from "@/analysers/applications/report";
import { limits, type Reading, type SourceFile, type Unreadable } from "@/analysers/limits";
import { readText } from "@/analysers/read-text";
import type { Application, ApplicationKeys } from "@/domain/application/facts";
import { judgeApplication, livesForEver } from "@/domain/application/judge-application";
import { tokenKindOfApplication, tokenTypesDisagree } from "@/domain/application/token-kind";

export type ApplicationsAsked = {
  readonly knowledge: ApplicationKnowledge;
  /** The release the tables are of, and the one the upgrade goes to. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** When the rows are judged: without it nothing is called unused. */
  readonly now?: Date;
  readonly unusedAfterDays?: number;
};

/** More rows than any installation has: an application has one for each of its sets of keys. */
const mostRows = 100_000;

/** Reads the CSV that the product's statement gives: applications, their tokens, and what is to be decided about them. */
export function readApplications(file: SourceFile, asked: ApplicationsAsked): Reading<ApplicationsReport> {
  if (file.bytes.length > limits.uploadBytes)
    return refused(file, null, `is larger than ${limits.uploadBytes / 1024 / 1024} MiB. Split it by owner.`);
  const text = readText(file.bytes);
  if (text === null || (file.bytes[0] === 0x50 && file.bytes[1] === 0x4b))
    return refused(file, null, "is not text but a workbook or an archive. Save the rows as CSV.");
  const table = readRows(text);
  if ("fault" in table) return refused(file, table.line, `is no CSV: ${table.fault}.`);
  const columns = placesOf(table.head);
  const missing = neededColumns.filter((column) => !columns.has(column));
  if (missing.length > 0)
    return refused(
      file,
      1,
      `lacks the ${missing.length === 1 ? "column" : "columns"} ${missing.join(", ")}. Run the statement as it is given and save its rows with their head.`,
    );
  if (table.rows.length > mostRows)
    return refused(file, null, `has more than ${mostRows.toLocaleString("en")} rows. Split it by owner.`);
  const rows = new RowReader(columns);
  const applications = rows.read(table.rows);
  const report = reportOf(applications, asked, [...notesOn(table.head), ...rows.notes()]);
  return { ok: true, report: { ...report, secretsDropped: secretsIn(table) + rows.generated } };
}

function reportOf(
  read: ReadonlyMap<string, Application>,
  { knowledge, from, to, now, unusedAfterDays }: ApplicationsAsked,
  notes: string[],
): Omit<ApplicationsReport, "secretsDropped"> {
  const { rules } = knowledge;
  const move = {
    from: from ?? null,
    to: to ?? null,
    now: now?.getTime() ?? null,
    unusedAfterDays: unusedAfterDays ?? 90,
  };
  const applications = [...read].map(([key, application]) => ({
    key,
    ...application,
    keys: application.keys.map((keys) => ({ ...keys, grantTypes: [...keys.grantTypes] })),
    tokens: tokenKindOfApplication(application, rules),
    findings: judgeApplication(application, move, rules),
  }));
  const count = (that: (application: (typeof applications)[number]) => boolean) =>
    applications.filter(that).length;
  return {
    schema: 1,
    applications,
    counts: {
      jwt: count(({ tokens }) => tokens === "jwt"),
      opaque: count(({ tokens }) => tokens === "opaque"),
      external: count(({ tokens }) => tokens === "external"),
      none: count(({ tokens }) => tokens === "none"),
      not_known: count(({ tokens }) => tokens === "not_known"),
      disagreeing: count(({ keys }) => keys.some((each) => tokenTypesDisagree(each, rules))),
      neverExpiring: count(({ keys }) =>
        keys.some(
          (each) =>
            (each.neverExpiringTokens ?? 0) > 0 ||
            livesForEver(each.userSeconds) ||
            livesForEver(each.applicationSeconds),
        ),
      ),
    },
    notes,
  };
}

function placesOf(head: readonly string[]): Map<ApplicationColumn, number> {
  const places = new Map<ApplicationColumn, number>();
  for (const [at, name] of head.entries()) {
    const column = applicationColumns.find((known) => known === name.trim().toLowerCase());
    if (column !== undefined && !places.has(column)) places.set(column, at);
  }
  return places;
}

function notesOn(head: readonly string[]): string[] {
  const secret = head.filter((name) => namesSecrets(name)).map((name) => name.slice(0, 60));
  return secret.length > 0
    ? [`Left out unread, because keys and secrets are not kept: ${secret.slice(0, 10).join(", ")}.`]
    : [];
}

/** Values below the heads that name keys and secrets. */
function secretsIn({ head, rows }: CsvRows): number {
  const secret = head.flatMap((name, at) => (namesSecrets(name) ? [at] : []));
  return rows.reduce((sum, row) => sum + secret.filter((at) => (row[at] ?? "") !== "").length, 0);
}

/** Turns rows into applications and forgets what looks like a key on the way. */
class RowReader {
  generated = 0;
  private nameless = 0;

  constructor(private readonly columns: ReadonlyMap<ApplicationColumn, number>) {}

  read(rows: readonly (readonly string[])[]): Map<string, Application> {
    const applications = new Map<string, Application & { keys: ApplicationKeys[] }>();
    for (const row of rows) {
      // What some programs print below the rows: "(12 rows)", "12 rows selected."
      if (row.filter((cell) => cell !== "").length < 2) continue;
      const name = this.text(row, "application") ?? this.text(row, "application_id");
      if (name === null) {
        this.nameless += 1;
        continue;
      }
      const owner = this.text(row, "application_owner");
      const key = `${owner ?? ""}/${name}`;
      const known = applications.get(key);
      if (known) known.keys.push(...this.keys(row));
      else
        applications.set(key, {
          name,
          owner,
          status: this.text(row, "application_status"),
          keys: [...this.keys(row)],
        });
    }
    return applications;
  }

  notes(): string[] {
    return [
      ...(this.generated > 0
        ? [`${this.generated} texts looked like generated keys and were left out.`]
        : []),
      ...(this.nameless > 0 ? [`${this.nameless} rows name no application and were passed over.`] : []),
    ];
  }

  /** The keys of a row; none where the row is there for the application alone. */
  private keys(row: readonly string[]): ApplicationKeys[] {
    const keyType = this.text(row, "key_type");
    if (keyType === null && this.columns.has("key_type")) return [];
    const keys = {
      keyType,
      keyManager: this.text(row, "key_manager"),
      keyManagerType: this.text(row, "key_manager_type"),
      grantTypes: (this.text(row, "grant_types") ?? "").split(/[\s,]+/).filter((grant) => grant !== ""),
      portalTokenType: this.text(row, "portal_token_type"),
      issuerTokenType: this.text(row, "issuer_token_type"),
      userSeconds: this.number(row, "user_token_seconds"),
      applicationSeconds: this.number(row, "application_token_seconds"),
      activeTokens: this.number(row, "active_tokens"),
      neverExpiringTokens: this.number(row, "never_expiring_tokens"),
      lastTokenAt: this.time(row),
    };
    return [keys];
  }

  private cell(row: readonly string[], column: ApplicationColumn): string | null {
    const at = this.columns.get(column);
    const text = at === undefined ? "" : (row[at] ?? "").trim();
    return /^(|null|\(null\)|\\n|-|<null>|\[null\])$/i.test(text) ? null : text.slice(0, 1_000);
  }

  private text(row: readonly string[], column: ApplicationColumn): string | null {
    const text = this.cell(row, column);
    if (text === null || !looksGenerated(text)) return text;
    this.generated += 1;
    return null;
  }

  private number(row: readonly string[], column: ApplicationColumn): number | null {
    const text = this.cell(row, column);
    return text !== null && /^-?\d{1,20}(\.0+)?$/.test(text) ? Number(text) : null;
  }

  /** A database tells no time zone: read as UTC, which is near enough for days. */
  private time(row: readonly string[]): number | null {
    const text = this.cell(row, "last_token_at");
    const match = /^(\d{4}-\d{2}-\d{2})(?:[ T-](\d{2})[:.](\d{2})[:.](\d{2}))?/.exec(text ?? "");
    if (match === null) return null;
    const [, date = "", hours = "00", minutes = "00", seconds = "00"] = match;
    const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
    return Number.isNaN(time) ? null : time;
  }
}

function refused(
  file: SourceFile,
  line: number | null,
  message: string,
): { ok: false; problems: Unreadable[] } {
  return {
    ok: false,
    problems: [{ file: file.name, line, column: null, message: `“${file.name}” ${message}` }],
  };
}
