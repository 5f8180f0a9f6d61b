// What a page hands to a client component is walked value by value, twice on the server and once in the browser. A text
// is passed on as it is: for thousands of rows, JSON in one text costs a fraction. See decision 10.

/** JSON that stands for a value of type T. */
export type Packed<T> = string & { readonly holds?: T };

export const pack = <T>(value: T): Packed<T> => JSON.stringify(value) as Packed<T>;
export const unpack = <T>(packed: Packed<T>): T => JSON.parse(packed) as T;

/** A column of a list: `at` says for each row which of `values` it has; left out, there is one for each row, or one for all. */
interface Column {
  name: string;
  values: unknown[];
  at?: number[];
}

/** Rows of one shape as columns: every name once, and every value once however many rows share it. */
export interface Columns<T> {
  rows: number;
  columns: Column[];
  readonly holds?: T;
}

/** Turns rows into columns. The rows must have the same names; the first one's are taken. */
export function toColumns<T extends object>(rows: readonly T[]): Columns<T> {
  const [first] = rows;
  const names = first ? (Object.keys(first) as (keyof T & string)[]) : [];
  return { rows: rows.length, columns: names.map((name) => columnOf(name, rows)) };
}

function columnOf<T>(name: keyof T & string, rows: readonly T[]): Column {
  const known = new Map<unknown, number>();
  const values: unknown[] = [];
  const at = rows.map((row) => {
    const value = row[name];
    const key = typeof value === "object" && value !== null ? `json ${JSON.stringify(value)}` : value;
    const place = known.get(key) ?? values.push(value) - 1;
    known.set(key, place);
    return place;
  });
  if (values.length === 1) return { name, values };
  // Where most rows differ, naming places costs more than it saves.
  return values.length * 2 > rows.length
    ? { name, values: rows.map((row) => row[name]) }
    : { name, values, at };
}

/** The rows again. Values that rows shared are now one object: not to be changed. */
export function fromColumns<T extends object>({ rows, columns }: Columns<T>): T[] {
  return Array.from({ length: rows }, (_, index) => {
    const row: Record<string, unknown> = {};
    for (const { name, values, at } of columns)
      row[name] = values.length === 1 ? values[0] : values[at ? (at[index] ?? 0) : index];
    return row as T;
  });
}
