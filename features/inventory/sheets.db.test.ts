import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type World, world } from "@/scripts/testing/world";
import { decideItem, setItemState } from "./commands/decide";
import { importItems, previewItems } from "./commands/import-items";
import { addItem, editItem, removeItem } from "./commands/items";
import { getItem } from "./queries/lists";
import { exportItemsCsv, exportItemsXlsx } from "./queries/sheets";

const csv = (text: string | Uint8Array<ArrayBuffer>, name = "parts.csv") => new File([text], name);
const xlsx = (bytes: Uint8Array, name = "parts.xlsx") => new File([new Uint8Array(bytes)], name);

const preview = (w: World, file: File, kind = "part") =>
  execute(previewItems, w.engineer, { upgrade: w.key, kind, file });
const apply = (w: World, file: File, more: { digest?: string; skipRefused?: string; kind?: string } = {}) =>
  execute(importItems, w.engineer, { upgrade: w.key, kind: "part", file, ...more });

async function exported(w: World, as: "csv" | "xlsx", kind = "part") {
  const query = as === "csv" ? exportItemsCsv : exportItemsXlsx;
  const { name, content } = await answer(query, w.viewer, { upgrade: w.key, kind });
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(Buffer.from(part));
  return { name, bytes: new Uint8Array(Buffer.concat(parts)) };
}

/** Two parts: one with everything, its texts as hostile as texts can be; one bare. */
async function story(w: World) {
  const at = { upgrade: w.key, item: "PA-1" };
  await execute(addItem, w.engineer, {
    ...{ upgrade: w.key, kind: "part", title: '=HYPERLINK("http://x";"y")', note: "-2 lines;\n“two”, \t@x" },
    ...{ fields: { size: 28.5, type: "wheel" }, level: "attention", ownerId: w.lead.id },
    dueAt: "2026-12-24T18:30:00Z",
  });
  await execute(decideItem, w.engineer, { ...at, version: 1, verdict: "rebuild", reason: "'=new" });
  await execute(setItemState, w.engineer, { ...at, version: 2, environment: "dev", state: "doing" });
  const out = { environment: "prod", state: "not_applicable", reason: "None there" } as const;
  await execute(setItemState, w.engineer, { ...at, version: 3, ...out });
  await execute(addItem, w.engineer, { upgrade: w.key, kind: "part", title: "Gearbox" });
}

describe("An export of an inventory", () => {
  it("has a row per item and a column per thing said of it, and nothing a spreadsheet would run", async () => {
    const w = await world();
    await story(w);
    const { name, bytes } = await exported(w, "csv");
    expect(name).toMatch(new RegExp(`^${w.key}-part-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    const [head, ...lines] = Buffer.from(bytes).toString().split("\r\n");
    expect(head).toBe(
      `\ufeff"Code","Title","Level","Verdict","Reason","Owner","Due","Note","Size","Type","Dev","Pre-prod","Prod","Source"`,
    );
    expect(lines).toEqual([
      `"PA-1","'=HYPERLINK(""http://x"";""y"")","attention","Rebuild","'=new","${w.lead.email}","2026-12-24","'-2 lines;\n“two”, \t@x",28.5,"Wheel","in progress","open","not applicable","typed in"`,
      `"PA-2","Gearbox","must act",,,,,,,,,,,"typed in"`,
      "",
    ]);
    await execute(removeItem, w.engineer, { upgrade: w.key, item: "PA-2", version: 1, reason: "Sold" });
    expect(Buffer.from((await exported(w, "csv")).bytes).toString()).not.toContain("PA-2");
    await expect(answer(exportItemsXlsx, w.outsider, { upgrade: w.key, kind: "part" })).rejects.toMatchObject(
      {
        code: "not_found",
      },
    );
  });

  it.each(["csv", "xlsx"] as const)(
    "as %s changes nothing when it comes back, and makes the same list elsewhere",
    async (as) => {
      const w = await world();
      await story(w);
      const { bytes } = await exported(w, as);
      const file = () => (as === "csv" ? csv(bytes) : xlsx(bytes));
      expect(await preview(w, file())).toMatchObject({
        format: as,
        unchanged: 2,
        add: [],
        change: [],
        refused: [],
      });
      await expect(apply(w, file())).rejects.toMatchObject({
        message: expect.stringContaining("changes nothing"),
      });

      const other = await world();
      const there = await preview(other, file());
      // Its owner is nobody there, and why a state is not applicable is not in a cell that only names it.
      expect(there.refused.map(({ line, column }) => [line, column])).toEqual([
        [2, "Owner"],
        [2, "Prod"],
      ]);
      expect(there.ignored.map(({ heading }) => heading)).toEqual(["Source"]);
      expect(await apply(other, file(), { skipRefused: "true" })).toMatchObject({ added: 1, refused: 1 });
      await expectSettled(other.key);
    },
  );
});

describe("An import of inventory items", () => {
  const table = [
    "Code;Titel;Size;Type;Urteil;Begründung;Zuständig;Fällig;Dev;Colour",
    "PA-1;Front wheel;29,5;wheel;Keep;Still good;;24.12.2026;done;red",
    ";Back wheel;28;;Rebuild;Worn;Ines;2027-01-31;in progress;",
    ";Door;big;;;;;;;",
  ].join("\n");

  it("says row by row what it would do, changes nothing, then does exactly that, with a whole history", async () => {
    const w = await world();
    await execute(addItem, w.engineer, {
      upgrade: w.key,
      kind: "part",
      title: "Wheel",
      fields: { size: 28 },
    });
    const seen = await preview(w, csv(table));
    expect(seen).toMatchObject({
      reading: "UTF-8, semicolon-separated",
      rows: 3,
      ignored: [{ column: 10, heading: "Colour", why: "No column of this inventory is called so." }],
      add: [{ line: 3, title: "Back wheel", says: ["decided: Rebuild (Worn)", "Dev: in progress"] }],
      change: [
        {
          ...{ line: 2, code: "PA-1", title: "Front wheel" },
          says: [
            "title: Wheel → Front wheel",
            "due date: none → 24 Dec 2026 12:00 UTC",
            "Size: 28 → 29.5",
            "Type: nothing → wheel",
            "decided: Keep (Still good)",
            "Dev: done",
          ],
        },
      ],
      refusedRows: 1,
      refused: [
        { line: 4, column: "Size", title: "Door", reason: "“big” is no number. Write it as 1234.5." },
      ],
    });
    expect(await reader.inventoryItem.count({ where: { upgrade: { key: w.key } } })).toBe(1);
    const { digest } = seen;
    await expect(apply(w, csv(table), { digest })).rejects.toMatchObject({
      code: "refused",
      message: "Row 4, Size: “big” is no number. Write it as 1234.5.",
    });
    expect(await apply(w, csv(table), { digest, skipRefused: "true" })).toEqual({
      ...{ added: 1, changed: 1, decided: 2, moved: 2, unchanged: 0, refused: 1 },
    });
    expect(await answer(getItem, w.viewer, { upgrade: w.key, item: "PA-1" })).toMatchObject({
      ...{ title: "Front wheel", verdict: "keep", verdictReason: "Still good", version: 2 },
      ...{
        fields: { size: 29.5, type: "wheel" },
        dueAt: "2026-12-24T12:00:00.000Z",
        source: { kind: "typed" },
      },
      environments: [{ state: "done", by: w.engineer.name }, { state: "open" }, { state: "open" }],
    });
    const added = await answer(getItem, w.viewer, { upgrade: w.key, item: "PA-2" });
    expect(added).toMatchObject({
      ...{ title: "Back wheel", owner: { id: w.engineer.id }, source: { kind: "file", name: "parts.csv" } },
      environments: [{ state: "doing" }, { state: "open" }, { state: "open" }],
    });
    expect(added.history.map(({ sentence }) => sentence).reverse()).toEqual([
      expect.stringContaining("added the part PA-2 “Back wheel”, found in parts.csv"),
      expect.stringContaining("decided PA-2 “Back wheel”: Rebuild: Worn"),
      expect.stringContaining("set PA-2 “Back wheel” to in progress in Dev"),
    ]);
    const { data } = await reader.auditEvent.findFirstOrThrow({
      where: { type: "items.imported" },
      orderBy: { at: "desc" },
    });
    expect(data).toEqual({
      fileName: "parts.csv",
      kind: "part",
      added: 1,
      changed: 1,
      sha256: expect.any(String),
    });
    await expectSettled(w.key);
  });

  it("finds nothing changed in a workbook that another program opened and saved", async () => {
    const w = await world();
    const at = { upgrade: w.key, item: "PA-1" };
    await execute(addItem, w.engineer, {
      ...{
        upgrade: w.key,
        kind: "part",
        title: '=HYPERLINK("http://x";"y")',
        note: "-2 lines;\n“two”, \t@x",
      },
      ...{ fields: { size: 28.5, type: "wheel" }, level: "attention", dueAt: "2026-12-24T18:30:00Z" },
    });
    await execute(decideItem, w.engineer, { ...at, version: 1, verdict: "rebuild", reason: "'=new" });
    await execute(setItemState, w.engineer, { ...at, version: 2, environment: "dev", state: "doing" });
    const out = { environment: "prod", state: "not_applicable", reason: "None there" } as const;
    await execute(setItemState, w.engineer, { ...at, version: 3, ...out });
    for (const [title, fields] of [
      ["Gearbox ü 日本", { size: 1_200_000 }],
      ["0042", {}],
    ] as const)
      await execute(addItem, w.engineer, { upgrade: w.key, kind: "part", title, fields });
    // An export of these three, converted by LibreOffice 7.4 to a workbook of its own.
    const saved = readFileSync("analysers/workbook/fixtures/parts-by-libreoffice.xlsx");
    expect(await preview(w, xlsx(saved))).toMatchObject({ refused: [], change: [], unchanged: 3 });
  });

  it("does nothing else than was previewed: who changed the list in between is not written over", async () => {
    const w = await world();
    await execute(addItem, w.engineer, { upgrade: w.key, kind: "part", title: "Wheel" });
    const file = () => csv("Code,Size\nPA-1,30\n");
    const { digest } = await preview(w, file());
    await execute(editItem, w.lead, { upgrade: w.key, item: "PA-1", version: 1, note: "Mine" });
    await expect(apply(w, file(), { digest })).rejects.toMatchObject({ code: "version_conflict" });
    await expect(
      apply(w, csv("Code,Size\nPA-1,31\n"), { digest: (await preview(w, file())).digest }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    // Of two at the same moment one is done, the other is told that the list is another one now.
    const again = (await preview(w, file())).digest;
    const both = await Promise.allSettled([
      apply(w, file(), { digest: again }),
      apply(w, file(), { digest: again }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await answer(getItem, w.viewer, { upgrade: w.key, item: "PA-1" })).toMatchObject({
      ...{ version: 3, note: "Mine", fields: { size: 30 } },
    });
  });

  it("is refused to viewers and outsiders, and knows no inventory that is not there", async () => {
    const w = await world();
    const input = { upgrade: w.key, kind: "part", file: csv(table) };
    await expect(execute(previewItems, w.viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(importItems, w.manager, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(importItems, w.outsider, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(preview(w, csv(table), "engine")).rejects.toMatchObject({ code: "not_found" });
  });

  it("of a kind that nothing is decided about has no verdicts, and codes of other lists are not its own", async () => {
    const w = await world();
    await execute(addItem, w.engineer, { upgrade: w.key, kind: "part", title: "Wheel" });
    const seen = await preview(w, csv("Code,Title,Ends on,Verdict\n,Lid,2027-01-31,\nPA-1,Rim,,\n"), "seal");
    expect(seen.ignored.map(({ heading }) => heading)).toEqual(["Verdict"]);
    expect(seen.refused).toMatchObject([
      { line: 3, column: "Code", reason: expect.stringContaining("PA-1 is a part.") },
    ]);
  });
});
