import { isUtf8 } from "node:buffer";

type Sign = { type: string; at: readonly [offset: number, bytes: string][] };

/** First bytes of the kinds of files people attach, from their specifications. Bytes as Latin-1 text. */
const signs: readonly Sign[] = [
  { type: "image/png", at: [[0, "\x89PNG\r\n\x1a\n"]] },
  { type: "image/jpeg", at: [[0, "\xff\xd8\xff"]] },
  { type: "image/gif", at: [[0, "GIF87a"]] },
  { type: "image/gif", at: [[0, "GIF89a"]] },
  {
    type: "image/webp",
    at: [
      [0, "RIFF"],
      [8, "WEBP"],
    ],
  },
  { type: "application/pdf", at: [[0, "%PDF-"]] },
  { type: "application/zip", at: [[0, "PK\x03\x04"]] },
  { type: "application/zip", at: [[0, "PK\x05\x06"]] },
  { type: "application/gzip", at: [[0, "\x1f\x8b\x08"]] },
];

/** JSON is parsed to be sure, up to this many bytes; a larger one counts as text. */
const parsedJson = 4 * 1024 * 1024;

/**
 * What a file is by its bytes alone; names and what the sender claims are never asked. Anything unknown is
 * `application/octet-stream`. Markup that a browser would run counts as what it is to us: text or XML.
 */
export function mediaTypeOf(bytes: Uint8Array): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sign = signs.find(({ at }) =>
    at.every(([offset, text]) =>
      view.subarray(offset, offset + text.length).equals(Buffer.from(text, "latin1")),
    ),
  );
  if (sign) return sign.type;
  if (!isText(view)) return "application/octet-stream";
  const start = view
    .subarray(0, 1024)
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return isJson(view) ? "application/json" : "text/plain";
  if (/^<\?xml[\s?]/i.test(start)) return "application/xml";
  if (/^<!doctype\s+html|^<html[\s>]/i.test(start)) return "text/plain";
  return /^<[a-z_][\w.:-]*(\s|>|\/>)/i.test(start) &&
    /<\/[\w.:-]+\s*>\s*$/.test(view.subarray(-200).toString("utf8"))
    ? "application/xml"
    : "text/plain";
}

/** How a file of this type can be shown in place without running anything of it: as an image, or as plain text. */
export function previewOf(mediaType: string | null): "image" | "text" | null {
  if (mediaType?.startsWith("image/")) return "image";
  return mediaType === "text/plain" || mediaType === "application/json" || mediaType === "application/xml"
    ? "text"
    : null;
}

/** UTF-8 without control characters, other than those of logs: tab, line ends, form feed, and the escape of colours. */
function isText(view: Buffer): boolean {
  if (!isUtf8(view)) return false;
  for (let index = 0; index < view.length; index += 1) {
    const byte = view[index] ?? 0;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b)
      return false;
  }
  return true;
}

function isJson(view: Buffer): boolean {
  if (view.byteLength > parsedJson) return false;
  try {
    JSON.parse(view.toString("utf8").replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}
