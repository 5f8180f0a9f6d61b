import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFileName } from "./file-name";

describe("the name of an uploaded file", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ines\\dump.log", "dump.log"],
    ["log\u202egnp.exe", "loggnp.exe"],
    ["a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"],
    ["...hidden", "hidden"],
    ['quote".txt', "quote_.txt"],
    ["con.txt", "_con.txt"],
    ["  spaced \t out.txt ", "spaced out.txt"],
    ["Ergebnis für Lübeck.pdf", "Ergebnis für Lübeck.pdf"],
    ["", "file"],
    ["/", "file"],
    ["\u0000\u200b", "file"],
  ])("%j is kept as %j", (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it("keeps its ending when it is too long", () => {
    const name = cleanFileName(`${"a".repeat(500)}.tar.gz`);
    expect(name.length).toBeLessThanOrEqual(180);
    expect(name.endsWith(".gz")).toBe(true);
  });

  it("is never empty, never a path and cleaning it twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
        const name = cleanFileName(given);
        expect(name).not.toBe("");
        expect(name).not.toMatch(/[/\\"\r\n]/);
        expect(name.length).toBeLessThanOrEqual(181);
        expect(cleanFileName(name)).toBe(name);
      }),
    );
  });
});
