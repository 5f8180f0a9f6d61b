import { describe, expect, it } from "vitest";
import { printTable } from "./print-table";

describe("A table on a terminal", () => {
  const columns = ["alias", "what"];

  it("folds its last column below itself and keeps the others in line", () => {
    const rows = [
      ["gateway", "It expires before the change window ends. Renew it."],
      ["ca", "Fine."],
    ];
    expect(printTable({ columns, rows }, 41)).toBe(
      [
        "ALIAS    WHAT",
        "gateway  It expires before the change",
        "         window ends. Renew it.",
        "ca       Fine.",
        "",
      ].join("\n"),
    );
  });

  it("shows no character that makes a terminal jump, and clips names that would fill it", () => {
    const printed = printTable({ columns, rows: [[`\u001b[2J${"a".repeat(200)}`, "\u202Eevil"]] }, 100);
    expect(printed.split("\n")[1]).toMatch(/^\uFFFD\[2Ja{43}… {2}\uFFFDevil$/);
  });

  it("is nothing when there is nothing to show", () => {
    expect(printTable({ columns, rows: [] }, 80)).toBe("");
  });
});
