import { expect, test } from "vitest";
import { messageFor } from "./action-result";
import { FormValues } from "./form-values";

function values(entries: readonly [string, string | File][]): FormValues {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return new FormValues(data);
}

test("text is trimmed, passwords are not", () => {
  const form = values([
    ["name", "  Dev  "],
    ["password", " a b "],
  ]);
  expect(form.text("name")).toBe("Dev");
  expect(form.raw("password")).toBe(" a b ");
  expect(form.optional("missing")).toBeNull();
});

test("a number may be written with a comma, and what is none is not taken for nothing", () => {
  const form = values([
    ["a", "1,5"],
    ["b", "many"],
    ["c", ""],
  ]);
  expect(form.number("a")).toBe(1.5);
  expect(form.number("b")).toBeNaN();
  expect(form.number("c")).toBeNull();
});

test("boxes, repeated fields and files are read as what they are", () => {
  const form = values([
    ["agree", "on"],
    ["role", "lead"],
    ["role", "manager"],
    ["file", new File(["x"], "counts.csv")],
    ["empty", new File([], "")],
  ]);
  expect(form.checked("agree")).toBe(true);
  expect(form.checked("other")).toBe(false);
  expect(form.all("role")).toEqual(["lead", "manager"]);
  expect(form.files("file").map((file) => file.name)).toEqual(["counts.csv"]);
  expect(form.files("empty")).toEqual([]);
});

test("of several messages for a field the first is shown", () => {
  const failure = {
    ok: false as const,
    code: "invalid",
    message: "Not saved.",
    fieldErrors: { name: ["Too short.", "Taken."], key: "Taken." },
  };
  expect(messageFor(failure, "name")).toBe("Too short.");
  expect(messageFor(failure, "key")).toBe("Taken.");
  expect(messageFor(failure, "other")).toBeUndefined();
  expect(messageFor(null, "name")).toBeUndefined();
});
