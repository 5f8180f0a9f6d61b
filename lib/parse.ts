import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Checks the input; throws `invalid_input` with the fields at fault. */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
  throw new AppError("invalid_input", fields.map((field) => (field.path ? `${field.path}: ${field.message}` : field.message)).join("; "), { fields });
}
