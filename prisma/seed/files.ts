import { crc32, deflateSync } from "node:zlib";

/** A text file as somebody would upload it. */
export const textFile = (name: string, lines: readonly string[]): File =>
  new File([`${lines.join("\n")}\n`], name, { type: "text/plain" });

/** A picture of a chart drawn from numbers between 0 and 1: a small PNG, made without any image library. */
export function chartFile(name: string, values: readonly number[]): File {
  const [width, height] = [values.length * 8, 96];
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(1 + width * 3, 0xff); // The first byte says: not filtered.
    row[0] = 0;
    for (let x = 0; x < width; x += 1) {
      const bar = (values[Math.floor(x / 8)] ?? 0) * (height - 8);
      const inBar = x % 8 < 6 && height - y <= bar;
      const colour = inBar ? [0x2f, 0x6f, 0x8f] : y % 24 === 0 ? [0xe4, 0xe7, 0xea] : [0xff, 0xff, 0xff];
      row.set(colour, 1 + x * 3);
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // Eight bits per channel, red green blue.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return new File([new Uint8Array(Buffer.concat(parts))], name, { type: "image/png" });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A result of a test as a runner reports it. */
export interface Reported {
  name: string;
  className: string;
  seconds: number;
  failure?: string;
  measured?: number;
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/** A JUnit XML file as a test runner in a pipeline writes it, begun at `start`. */
export function junitFile(name: string, suite: string, start: Date, results: readonly Reported[]): File {
  const cases = results.map(({ name: title, className, seconds, failure }) => {
    const inside = failure ? `<failure message="${escaped(failure)}"/>` : "";
    return `    <testcase classname="${escaped(className)}" name="${escaped(title)}" time="${seconds}">${inside}</testcase>`;
  });
  const failures = results.filter((one) => one.failure).length;
  const time = start.toISOString().slice(0, 19);
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${escaped(suite)}" tests="${results.length}" failures="${failures}" timestamp="${time}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
  ];
  return new File([`${xml.join("\n")}\n`], name, { type: "application/xml" });
}
