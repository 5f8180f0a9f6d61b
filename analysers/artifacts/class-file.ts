export type ClassFile = { readonly major: number; readonly packages: ReadonlySet<string> };

/** How many bytes each kind of constant takes behind its tag; texts (1) say themselves how long they are. */
const sizes: ReadonlyMap<number, number> = new Map([
  [3, 4],
  [4, 4],
  [5, 8],
  [6, 8],
  [7, 2],
  [8, 2],
  [9, 4],
  [10, 4],
  [11, 4],
  [12, 4],
  [15, 3],
  [16, 2],
  [17, 4],
  [18, 4],
  [19, 2],
  [20, 2],
]);

/**
 * The version of a class file and the packages its constants name: classes, and types in descriptors. Null when it is
 * no class file, or a broken one.
 */
export function readClassFile(bytes: Uint8Array): ClassFile | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || view.getUint32(0) !== 0xcafebabe) return null;
  const major = view.getUint16(6);
  const count = view.getUint16(8);
  const texts = new Map<number, string>();
  const classes: number[] = [];
  let at = 10;
  for (let index = 1; index < count; index += 1) {
    if (at >= bytes.length) return null;
    const tag = view.getUint8(at);
    at += 1;
    if (tag === 1) {
      if (at + 2 > bytes.length) return null;
      const length = view.getUint16(at);
      if (at + 2 + length > bytes.length) return null;
      texts.set(index, Buffer.from(bytes.buffer, bytes.byteOffset + at + 2, length).toString("utf8"));
      at += 2 + length;
      continue;
    }
    const size = sizes.get(tag);
    if (size === undefined || at + size > bytes.length) return null;
    if (tag === 7) classes.push(view.getUint16(at));
    // Numbers of eight bytes take two places.
    if (tag === 5 || tag === 6) index += 1;
    at += size;
  }
  const packages = new Set<string>();
  for (const index of classes) addPackage(packages, texts.get(index) ?? "");
  for (const text of texts.values()) addDescribed(packages, text);
  return { major, packages };
}

function addPackage(packages: Set<string>, name: string): void {
  if (name.startsWith("[")) {
    addDescribed(packages, name);
    return;
  }
  const end = name.lastIndexOf("/");
  const path = name.slice(0, Math.max(0, end));
  if (end > 0 && path.length < 300 && /^[\w$]+(\/[\w$]+)*$/.test(path))
    packages.add(path.replaceAll("/", "."));
}

/** A field's or method's types: "(Ljavax/servlet/http/HttpServletRequest;[I)V". Each letter is looked at once. */
function addDescribed(packages: Set<string>, text: string): void {
  if (!/^(\(|\[*L[\w$/]+;$)/.test(text)) return;
  const ends = /[;<]/g;
  for (let start = text.indexOf("L"); start >= 0; start = text.indexOf("L", ends.lastIndex)) {
    ends.lastIndex = start;
    const end = ends.exec(text);
    if (end === null) return;
    addPackage(packages, text.slice(start + 1, end.index));
  }
}
