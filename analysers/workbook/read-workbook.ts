import { isZip, unpack } from "../archive";
import type { Reading, SourceFile } from "../limits";
import { isDateFormat, typedText } from "./cell-value";
import { readRows, type Shared, type SheetLimits, type WorkbookRow } from "./sheet-rows";
import { WorkbookFault, walkXml } from "./workbook-xml";

/** The first sheet of a workbook that is not hidden. */
export type WorkbookTable = {
  readonly sheet: string;
  /** Sheets that were not read. */
  readonly others: readonly string[];
  readonly rows: readonly WorkbookRow[];
};

/** Largest part of a workbook that is read, unpacked. */
const partBytes = 64 * 1024 * 1024;

/** True for bytes that begin like the workbooks of before 2007, or one with a password. */
export function isOldWorkbook(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte);
}

/**
 * Reads the first visible sheet of an XLSX file. Formulas are never run: what they last came to is read. Refused, with what
 * to do: bombs, macros, other kinds of workbooks, and what goes beyond the limits.
 */
export async function readWorkbook(file: SourceFile, limits: SheetLimits): Promise<Reading<WorkbookTable>> {
  const problem = (message: string) =>
    ({ ok: false, problems: [{ file: file.name, line: null, column: null, message }] }) as const;
  if (isOldWorkbook(file.bytes))
    return problem(
      `“${file.name}” is an old workbook (.xls) or one with a password. Save it as .xlsx without a password.`,
    );
  if (!isZip(file.bytes)) return problem(`“${file.name}” is no workbook. Save the sheet as .xlsx or CSV.`);
  const unpacked = await unpack([file], { nested: false, javaArchives: true });
  if (!unpacked.ok) return unpacked;
  const parts = new Map(
    unpacked.report.files.map(({ name, bytes }) => [name.slice(file.name.length + 1), bytes]),
  );
  try {
    return { ok: true, report: await readParts(parts, limits) };
  } catch (error) {
    if (error instanceof WorkbookFault) return problem(`“${file.name}” can't be read: ${error.message}.`);
    throw error;
  }
}

type Parts = ReadonlyMap<string, Uint8Array>;

async function readParts(parts: Parts, limits: SheetLimits): Promise<WorkbookTable> {
  await refuseOthers(parts);
  const home = "xl/workbook.xml";
  const sheets: { name: string; id: string; hidden: boolean }[] = [];
  let since1904 = false;
  await walkXml(home, partOf(parts, home), {
    open: (name, attribute) => {
      if (name === "workbookPr") since1904 = ["1", "true"].includes(attribute("date1904") ?? "");
      if (name !== "sheet") return;
      const hidden = !["visible", null].includes(attribute("state"));
      sheets.push({ name: attribute("name") ?? "", id: attribute("id") ?? "", hidden });
    },
  });
  const links = await linksOf(parts);
  const isSheet = ({ id }: { id: string }) => links.get(id)?.type === "worksheet";
  const read = sheets.find((sheet) => !sheet.hidden && isSheet(sheet));
  if (!read) throw new WorkbookFault("it has no sheet that can be seen");
  const of = (type: string) => [...links.values()].find((link) => link.type === type)?.part;
  const shared: Shared = {
    strings: await stringsOf(parts, of("sharedStrings")),
    dates: await datesOf(parts, of("styles")),
    since1904,
  };
  const part = links.get(read.id)?.part ?? "";
  return {
    sheet: read.name,
    others: sheets.filter((sheet) => sheet !== read).map(({ name }) => name),
    rows: await readRows(part, partOf(parts, part), shared, limits),
  };
}

async function refuseOthers(parts: Parts): Promise<void> {
  const types = parts.get("[Content_Types].xml");
  const macros =
    [...parts.keys()].some((name) => /(^|\/)vbaProject\.bin$/i.test(name)) ||
    (types !== undefined && /macroEnabled/i.test(new TextDecoder().decode(types)));
  if (macros) throw new WorkbookFault("it holds macros. Save it as .xlsx, which has none");
  if (parts.has("xl/workbook.xml")) return;
  if (parts.has("xl/workbook.bin"))
    throw new WorkbookFault("it is a binary workbook (.xlsb). Save it as .xlsx");
  if (parts.has("content.xml"))
    throw new WorkbookFault("it is an OpenDocument sheet. Save it as .xlsx or CSV");
  throw new WorkbookFault("it is an archive and no workbook. Save the sheet as .xlsx or CSV");
}

function partOf(parts: Parts, name: string): Uint8Array {
  const bytes = parts.get(name);
  if (bytes === undefined)
    throw new WorkbookFault(`its part ${name} is missing: the file is damaged. Save it anew and try again`);
  if (bytes.length > partBytes)
    throw new WorkbookFault("it unpacks to more than 64 MiB. Leave away what is not asked for");
  return bytes;
}

async function linksOf(parts: Parts): Promise<Map<string, { type: string; part: string }>> {
  const home = "xl/_rels/workbook.xml.rels";
  const links = new Map<string, { type: string; part: string }>();
  await walkXml(home, partOf(parts, home), {
    open: (name, attribute) => {
      if (name !== "Relationship") return;
      const target = attribute("Target") ?? "";
      const part = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
      links.set(attribute("Id") ?? "", { type: (attribute("Type") ?? "").split("/").at(-1) ?? "", part });
    },
  });
  return links;
}

async function stringsOf(parts: Parts, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined || !parts.has(part)) return strings;
  let text = "";
  await walkXml(part, partOf(parts, part), {
    text: (more, inside) => {
      // What is beside a text tells how it is spoken.
      if (inside.at(-1) === "t" && !inside.includes("rPh")) text += more;
    },
    close: (name) => {
      if (name !== "si") return;
      strings.push(typedText(text));
      text = "";
    },
  });
  return strings;
}

async function datesOf(parts: Parts, part: string | undefined): Promise<boolean[]> {
  const dates: boolean[] = [];
  if (part === undefined || !parts.has(part)) return dates;
  const codes = new Map<number, string>();
  await walkXml(part, partOf(parts, part), {
    open: (name, attribute, inside) => {
      if (name === "numFmt" && inside.at(-2) === "numFmts")
        codes.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      if (name !== "xf" || inside.at(-2) !== "cellXfs") return;
      const id = Number(attribute("numFmtId") ?? 0);
      dates.push(isDateFormat(id, codes.get(id)));
    },
  });
  return dates;
}
