const block = 512;

/**
 * Files as one archive (POSIX tar), so that a rotated set goes in one call. Only its headers are made here: the browser reads the
 * files from disk while it sends them. Names are cut to the 100 bytes a header has.
 */
export function tarOfFiles(files: readonly File[]): Blob {
  const parts: BlobPart[] = [];
  for (const file of files) {
    parts.push(headerOf(file), file, new Uint8Array((block - (file.size % block)) % block));
  }
  return new Blob([...parts, new Uint8Array(2 * block)]);
}

function headerOf({ name, size, lastModified }: File): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(block);
  const encoder = new TextEncoder();
  const put = (text: string, at: number, length: number) =>
    header.set(encoder.encode(text).subarray(-length), at);
  const number = (value: number, at: number, length: number) =>
    put(`${value.toString(8).padStart(length - 1, "0")}\0`, at, length);
  put(name, 0, 100);
  number(0o644, 100, 8);
  number(0, 108, 8);
  number(0, 116, 8);
  number(size, 124, 12);
  number(Math.floor(lastModified / 1_000), 136, 12);
  put("0", 156, 1);
  put("ustar\u000000", 257, 8);
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return header;
}
