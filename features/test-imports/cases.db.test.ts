import { describe, expect, it } from "vitest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { expectSettled } from "@/scripts/testing/settled";
import { caseOf } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";
import { importCases, previewCases } from "./commands/cases";

const csv = (text: string) => new File([text], "cases.csv");

describe("A table of test cases", () => {
  const table = `Use case;ID;Title;Expected;Threshold;Owner\nRead data;TC-1;Read one record;It is there, fast.;;\nNew things;;First;ok;;Ines\nNew things;ABC-7;Second;;≤ 250 ms;\nRead data;;Bad;;quick;\n`;

  it("puts rows that name no use case where one says, and understands German heads", async () => {
    const w = await world();
    const file = () => csv("Titel;Erwartetes Ergebnis;Priorität\nErster;geht;\nZweiter;geht;\n");
    const bare = await execute(previewCases, w.engineer, { upgrade: w.key, file: file() });
    expect([bare.add.length, bare.refused.length]).toEqual([0, 2]);
    const into = await execute(previewCases, w.engineer, { upgrade: w.key, file: file(), useCase: "UC-1" });
    expect(into.mapping).toEqual({ title: 0, expected: 1, priority: 2 });
    expect(into.refused).toEqual([]);
    const { added } = await execute(importCases, w.engineer, {
      upgrade: w.key,
      file: file(),
      useCase: "UC-1",
      digest: into.digest,
    });
    expect(added).toBe(2);
    await expectSettled(w.key);
  });

  it("says row by row what it would do, changes nothing, then does exactly that", async () => {
    const w = await world();
    const preview = await execute(previewCases, w.engineer, { upgrade: w.key, file: csv(table) });
    expect(preview).toMatchObject({
      encoding: "UTF-8",
      delimiter: "semicolon",
      rows: 4,
      unchanged: 0,
      useCases: [{ line: 3, title: "New things" }],
      add: [
        { line: 3, title: "First" },
        { line: 4, code: "ABC-7" },
      ],
      revise: [{ line: 2, code: "TC-1", changes: ["expected result"], newRevision: true }],
      refused: [
        {
          line: 5,
          reason: "The threshold “quick” is no number. A threshold needs a direction: at least or at most.",
        },
      ],
    });
    expect(await reader.useCase.count({ where: { upgrade: { key: w.key } } })).toBe(2);
    const apply = (skipRefused: string) =>
      execute(importCases, w.engineer, {
        upgrade: w.key,
        file: csv(table),
        digest: preview.digest,
        skipRefused,
      });
    await expect(apply("false")).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("Line 5:"),
    });
    expect(await apply("true")).toEqual({
      useCases: 1,
      added: 2,
      revised: 1,
      edited: 0,
      unchanged: 0,
      refused: 1,
    });
    expect(await caseOf(w.key, "ABC-7")).toMatchObject({ title: "Second" });
    expect(await caseOf(w.key, "TC-3")).toMatchObject({ title: "First", ownerId: w.engineer.id });
    expect(await caseOf(w.key, "TC-1")).toMatchObject({ revision: 2 });
    await expect(apply("true")).rejects.toMatchObject({ code: "version_conflict" });
    await expectSettled(w.key);
  });

  it("changes nothing the second time, and takes another mapping than the guessed one", async () => {
    const w = await world();
    const odd = csv("A,B\nRead data,Read one record\nRead data,Write\n");
    const mapping = JSON.stringify({ useCase: 0, title: 1 });
    await expect(execute(importCases, w.engineer, { upgrade: w.key, file: odd })).rejects.toMatchObject({
      code: "refused",
    });
    expect(await execute(importCases, w.engineer, { upgrade: w.key, file: odd, mapping })).toMatchObject({
      added: 1,
      unchanged: 1,
    });
    await expect(
      execute(importCases, w.engineer, { upgrade: w.key, file: odd, mapping }),
    ).rejects.toMatchObject({ message: expect.stringContaining("changes nothing") });
    await expect(
      execute(previewCases, w.engineer, { upgrade: w.key, file: odd, mapping: JSON.stringify({ title: 9 }) }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      execute(previewCases, w.engineer, { upgrade: w.key, file: odd, mapping: "{" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is refused to viewers and outsiders", async () => {
    const w = await world();
    await expect(execute(previewCases, w.viewer, { upgrade: w.key, file: csv(table) })).rejects.toMatchObject(
      { code: "forbidden" },
    );
    await expect(
      execute(importCases, w.outsider, { upgrade: w.key, file: csv(table) }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
