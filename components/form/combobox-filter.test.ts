import { expect, test } from "vitest";
import { leftWith, matching } from "./combobox-filter";

const people = [
  { value: "1", label: "Ana Prado", hint: "ana@example.org" },
  { value: "2", label: "Inés Duarte", hint: "ines.duarte@example.org" },
  { value: "3", label: "Priya Nair", hint: "priya@example.org" },
];
const found = (query: string) => matching(people, query).map((person) => person.label);

test("an empty query offers everybody in the given order", () => {
  expect(found("  ")).toEqual(["Ana Prado", "Inés Duarte", "Priya Nair"]);
});

test("names are found without their accents, by any of their words and by address", () => {
  expect(found("ines")).toEqual(["Inés Duarte"]);
  expect(found("dua in")).toEqual(["Inés Duarte"]);
  expect(found("priya@ex")).toEqual(["Priya Nair"]);
});

test("who starts with the query comes before who merely contains it", () => {
  expect(found("pr")).toEqual(["Priya Nair", "Ana Prado"]);
});

test("letters in the middle of a word do not match", () => {
  expect(found("rado")).toEqual([]);
});

test("a zone is found by its city", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York"].map((zone) => ({ value: zone, label: zone }));
  expect(matching(zones, "berlin").map(({ value }) => value)).toEqual(["Europe/Berlin"]);
});

test("leaving the field takes a whole label, and says of anything else that it is no choice", () => {
  const zones = ["UTC", "Europe/Berlin"].map((zone) => ({ value: zone, label: zone }));
  expect(leftWith(zones, "europe/berlin ", zones[0])).toEqual({ take: zones[1] });
  expect(leftWith(zones, "Mars/Base", zones[0])).toEqual({ unknown: "Mars/Base" });
  expect(leftWith(zones, "Europe", zones[0])).toEqual({ unknown: "Europe" });
  expect(leftWith(zones, "UTC", zones[0])).toBeNull();
  expect(leftWith(zones, "", undefined)).toBeNull();
  expect(leftWith([{ value: "lee", label: "Lee", reason: "Signed already" }], "Lee", undefined)).toEqual({
    unknown: "Lee",
  });
});
