import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { reason, title } from "@/lib/fields";
import { type FaultyField, forPeople, parseInput } from "@/lib/parse";

const schema = z.object({
  title: title(),
  people: z.array(
    z.object({ shownName: z.string().min(2, "is too short").max(2).startsWith("x", "begins with x") }),
  ),
  reason,
});
const refusedFor = (raw: unknown) => {
  try {
    parseInput(schema, raw);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("was taken");
};

describe("An input that is refused", () => {
  const error = refusedFor({ title: " ", people: [{ shownName: "y" }], reason: "" });
  it("tells programs the path of every field at fault", () => {
    expect(error.message).toBe(
      "title: must not be empty; people.0.shownName: is too short; people.0.shownName: begins with x; reason: Say why: a reason is needed",
    );
  });
  it("tells people each field once, in words", () => {
    expect(forPeople(error.message, error.details.fields as FaultyField[])).toBe(
      "Title must not be empty. Shown name is too short. Reason: Say why: a reason is needed.",
    );
    expect(forPeople("There is no such step here.")).toBe("There is no such step here.");
  });
});
