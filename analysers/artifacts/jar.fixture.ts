import { type ZipPart, zipOf } from "@/analysers/zip.fixture";

/** A class file in memory: as much of one as a constant pool is. */
export function classOf(
  major: number,
  classes: readonly string[],
  descriptors: readonly string[] = [],
): Buffer {
  const constants: Buffer[] = [];
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return constants.push(Buffer.concat([Buffer.from([1]), length, bytes]));
  };
  for (const name of classes) {
    const index = text(name);
    constants.push(Buffer.from([7, index >> 8, index & 0xff]));
  }
  for (const descriptor of descriptors) text(descriptor);
  // A long: it takes two places, and what follows must still be found.
  const long = Buffer.concat([Buffer.from([5]), Buffer.alloc(8)]);
  const after = Buffer.concat([Buffer.from([1, 0, 4]), Buffer.from("Code")]);
  const head = Buffer.alloc(10);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt16BE(major, 6);
  head.writeUInt16BE(constants.length + 1 + 3, 8);
  return Buffer.concat([head, ...constants, long, after, Buffer.alloc(20)]);
}

/** A JAR in memory with a manifest of these headers. */
export function jarOf(headers: Readonly<Record<string, string>>, parts: readonly ZipPart[]): Buffer {
  const lines = Object.entries({ "Manifest-Version": "1.0", ...headers }).map(([name, value]) =>
    `${name}: ${value}`.replace(/(.{70})(?=.)/g, "$1\r\n "),
  );
  return zipOf([{ name: "META-INF/MANIFEST.MF", content: `${lines.join("\r\n")}\r\n\r\n` }, ...parts]);
}
