import type { BigEndian } from "./big-endian";
import { StoreFault } from "./store-fault";

type Described = {
  readonly flags: number;
  readonly fields: readonly string[];
  readonly array: string | null;
  parent: Described | null;
};
type Walk = { readonly input: BigEndian; readonly handles: (Described | null)[]; depth: number };

const deepest = 30;
const serializable = 2;
const written = 1;
const endOfBlock = 0x78;
const sizes: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 };

/**
 * Steps over one object of Java's serialization, as JCEKS keeps a secret key; its length stands nowhere, so its
 * structure is followed. Nothing of it is kept and no class is made. Throws a StoreFault when it can't be followed.
 */
export function skipJavaObject(input: BigEndian): void {
  if (input.int() !== 0xaced0005) throw unknown();
  content({ input, handles: [], depth: 0 });
}

function unknown(): StoreFault {
  return new StoreFault(
    "The store holds a secret key in a form that can't be stepped over. Export its certificates with keytool -list -v.",
  );
}

function content(walk: Walk): void {
  walk.depth += 1;
  if (walk.depth > deepest) throw unknown();
  const { input } = walk;
  const code = input.byte();
  if (code === 0x73) object(walk);
  else if (code === 0x75) array(walk);
  else if (code === 0x74) {
    walk.handles.push(null);
    input.take(input.short());
  } else if (code === 0x77) input.take(input.byte());
  else if (code === 0x7a) input.take(input.int());
  else if (code === 0x71) input.int();
  else if (code === 0x72) describedAs(walk, code);
  else if (code !== 0x70) throw unknown();
  walk.depth -= 1;
}

function object(walk: Walk): void {
  const type = describedAs(walk, walk.input.byte());
  walk.handles.push(null);
  const classes: Described[] = [];
  for (let next = type; next !== null; next = next.parent) {
    classes.unshift(next);
    if (classes.length > deepest) throw unknown();
  }
  for (const { flags, fields } of classes) {
    if ((flags & serializable) === 0) throw unknown();
    for (const field of fields) value(walk, field);
    if ((flags & written) !== 0) annotations(walk);
  }
}

function array(walk: Walk): void {
  const type = describedAs(walk, walk.input.byte());
  walk.handles.push(null);
  const length = walk.input.int();
  const size = sizes[type?.array ?? ""];
  if (size !== undefined) walk.input.take(length * size);
  else for (let i = 0; i < length; i += 1) content(walk);
}

function value(walk: Walk, field: string): void {
  const size = sizes[field];
  if (size === undefined) content(walk);
  else walk.input.take(size);
}

function annotations(walk: Walk): void {
  while (walk.input.bytes[walk.input.at] !== endOfBlock) content(walk);
  walk.input.byte();
}

function describedAs(walk: Walk, code: number): Described | null {
  const { input, handles } = walk;
  if (code === 0x70) return null;
  if (code === 0x71) return handles[input.int() - 0x7e0000] ?? null;
  if (code !== 0x72) throw unknown();
  walk.depth += 1;
  if (walk.depth > deepest) throw unknown();
  const name = input.text();
  input.take(8);
  const own = handles.push(null) - 1;
  const flags = input.byte();
  const fields: string[] = [];
  for (let left = input.short(); left > 0; left -= 1) {
    const type = String.fromCharCode(input.byte());
    input.text();
    if (type === "[" || type === "L") content(walk);
    else if (sizes[type] === undefined) throw unknown();
    fields.push(type);
  }
  const described: Described = {
    flags,
    fields,
    array: name.startsWith("[") ? name.slice(1) : null,
    parent: null,
  };
  handles[own] = described;
  annotations(walk);
  described.parent = describedAs(walk, input.byte());
  walk.depth -= 1;
  return described;
}
