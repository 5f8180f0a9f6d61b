import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { mediaTypeOf, previewOf } from "./media-type";

const bytes = (text: string, encoding: BufferEncoding = "utf8") =>
  new Uint8Array(Buffer.from(text, encoding));

describe("what a file is, by its bytes", () => {
  it.each([
    ["image/png", bytes("\x89PNG\r\n\x1a\n....", "latin1")],
    ["image/jpeg", bytes("\xff\xd8\xff\xe0....", "latin1")],
    ["image/gif", bytes("GIF89a....")],
    ["image/webp", bytes("RIFF\x10\0\0\0WEBPVP8 ", "latin1")],
    ["application/pdf", bytes("%PDF-1.7\n%âãÏÓ")],
    ["application/zip", bytes("PK\x03\x04....", "latin1")],
    ["application/gzip", new Uint8Array(gzipSync("a log"))],
    ["application/json", bytes('{"passed": 3}')],
    ["application/json", bytes("\ufeff [1, 2]")],
    ["application/xml", bytes('<?xml version="1.0"?><testsuite/>')],
    ["application/xml", bytes('<testsuite name="a"><testcase/></testsuite>\n')],
    ["text/plain", bytes("2026-11-20 INFO started\n")],
    ["text/plain", bytes("\x1b[32mgreen\x1b[0m Lübeck\r\n")],
    ["text/plain", bytes("{ not json")],
    ["text/plain", bytes("a < b and <b>")],
    ["application/octet-stream", bytes("a\0b")],
    ["application/octet-stream", bytes("L\xfcbeck", "latin1")],
    ["application/octet-stream", bytes("\x7fELF\x02\x01\x01\0", "latin1")],
  ])("is %s", (type, content) => {
    expect(mediaTypeOf(content)).toBe(type);
  });

  it("is never something a browser runs: pages and drawings with scripts are text or XML, shown as text", () => {
    const page = mediaTypeOf(bytes("<!doctype html><script>alert(1)</script>"));
    const drawing = mediaTypeOf(bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'));
    expect([page, drawing]).toEqual(["text/plain", "application/xml"]);
    expect([previewOf(page), previewOf(drawing)]).toEqual(["text", "text"]);
  });

  it("is not believed from its first bytes alone when those lie about an image", () => {
    expect(mediaTypeOf(bytes("RIFF\x10\0\0\0AVI LIST", "latin1"))).toBe("application/octet-stream");
    expect(mediaTypeOf(bytes("GIF90a<script>"))).toBe("text/plain");
  });

  it("is found in 25 MiB of text without taking noticeable time", () => {
    const large = new Uint8Array(25 * 1024 * 1024).fill(0x61);
    const begun = performance.now();
    expect(mediaTypeOf(large)).toBe("text/plain");
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("can be shown in place only as an image or as text", () => {
    expect(
      ["image/png", "text/plain", "application/pdf", "application/octet-stream", null].map(previewOf),
    ).toEqual(["image", "text", null, null, null]);
  });
});
