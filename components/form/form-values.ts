/**
 * What was typed into a form, read by name with the type the input wants. Text is trimmed at both ends; passwords and
 * other exact text come from `raw`.
 */
export class FormValues {
  constructor(private readonly data: FormData) {}

  /** Exactly what was typed; "" when there is no such field. */
  raw(name: string): string {
    const value = this.data.get(name);
    return typeof value === "string" ? value : "";
  }
  text(name: string): string {
    return this.raw(name).trim();
  }
  /** Text, or null when the field was left empty. */
  optional(name: string): string | null {
    return this.text(name) || null;
  }
  /** A number, or null when empty. What is no number becomes NaN, which every schema refuses by name. */
  number(name: string): number | null {
    const value = this.text(name).replace(",", ".");
    return value === "" ? null : Number(value);
  }
  checked(name: string): boolean {
    return this.data.has(name);
  }
  /** Every value of fields that share a name. */
  all(name: string): string[] {
    return this.data.getAll(name).filter((value) => typeof value === "string");
  }
  /** Chosen files; the empty entry browsers send for "no file" is left out. */
  files(name: string): File[] {
    return this.data
      .getAll(name)
      .filter((value) => value instanceof File)
      .filter((file) => file.name !== "" || file.size > 0);
  }
}
