import { describe, expect, it } from "vitest";
import { zipOf } from "@/analysers/zip.fixture";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { workbookOf } from "@/lib/workbook";
import { type World, world } from "@/scripts/testing/world";
import { importItems, previewItems } from "./commands/import-items";
import { getItem, listItems } from "./queries/lists";

const fileOf = (content: string | Uint8Array, name: string) => new File([Buffer.from(content)], name);
const csv = (content: string | Uint8Array) => fileOf(content, "parts.csv");
const xlsx = (bytes: Uint8Array, name = "parts.xlsx") => fileOf(bytes, name);
const preview = (w: World, file: File) =>
  execute(previewItems, w.engineer, { upgrade: w.key, kind: "part", file });
const apply = (w: World, file: File) =>
  execute(importItems, w.engineer, { upgrade: w.key, kind: "part", file });

describe("A hostile or broken file", () => {
  it.each([
    ["tabs", "Title\tSize\nWheel\t3\n", "UTF-8, tab-separated"],
    ["semicolons", "Title;Size\nWheel;3\n", "UTF-8, semicolon-separated"],
    [
      "Windows-1252",
      new Uint8Array(Buffer.from("Title,Size\nR\u00e4der,3\n", "latin1")),
      "Windows-1252, comma-separated",
    ],
    [
      "UTF-16",
      new Uint8Array(Buffer.from("\ufeffTitle,Size\nWheel,3\n", "utf16le")),
      "UTF-16, comma-separated",
    ],
  ])("with %s is read all the same", async (_, content, reading) => {
    const w = await world();
    expect(await preview(w, csv(content))).toMatchObject({
      reading,
      rows: 1,
      add: [{ line: 2 }],
      refused: [],
    });
  });

  it("never runs: formulas of a workbook are texts or what they came to", async () => {
    const w = await world();
    const columns = ["Title", "Note", "Size"].map((heading) => ({ heading, width: 10 }));
    const bytes = await workbookOf("x", columns, [['=cmd|" /C calc"!A1', "'=1+1", 3]]);
    await apply(w, xlsx(bytes, "../../etc/parts.xlsx"));
    const { items } = await answer(listItems, w.viewer, { upgrade: w.key, kind: "part" });
    expect(items[0]).toMatchObject({ title: '=cmd|" /C calc"!A1', fields: { size: 3 } });
    expect(await answer(getItem, w.viewer, { upgrade: w.key, item: "PA-1" })).toMatchObject({
      ...{ note: "=1+1", source: { name: "parts.xlsx" } },
    });
  });

  const part = (name: string, content: string) => ({ name, content });
  it.each([
    ["macros", zipOf([part("xl/workbook.xml", "<x/>"), part("xl/vbaProject.bin", "x")]), "holds macros"],
    ["a bomb", zipOf([part("xl/workbook.xml", " ".repeat(60_000_000))]), "more than 200 times"],
    ["an archive", zipOf([part("a.txt", "x")]), "no workbook"],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "old workbook"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), "binary file"],
    ["half a UTF-16", Buffer.from([0xff, 0xfe, 0x41]), "not valid UTF-16"],
    ["nothing", Buffer.from(""), "no rows"],
    ["a head alone", Buffer.from("Title\n"), "no rows"],
    ["no title and no code", Buffer.from("Size\n3\n"), "Title or Code"],
    ["too many rows", Buffer.from(`Title\n${"a\n".repeat(5_001)}`), "5000 are the most"],
    ["too many bytes", Buffer.alloc(5 * 1024 * 1024 + 1, 0x61), "larger than 5 MiB"],
  ])("that is %s is refused with what to do", async (_, bytes, says) => {
    const w = await world();
    await expect(preview(w, xlsx(bytes))).rejects.toMatchObject({ message: expect.stringContaining(says) });
  });
});
