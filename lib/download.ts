import type { z } from "zod";
import { requestActor } from "@/lib/auth";
import { problem } from "@/lib/endpoint";
import { previewOf } from "@/lib/media-type";
import { answer, type Query } from "@/lib/read";

/** A file as a query declared with `bytes` answers it. */
export interface Download {
  name: string;
  mediaType: string;
  /** SHA-256 of the bytes, hex: they never change, so it is the ETag. */
  sha256: string;
  /** Shown in place; the query says so only for what `previewOf` calls safe. */
  inline: boolean;
  content: Blob;
}

/** The policy of every answer from here: `next.config.js` leaves it to us. */
const sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Adapter for files: answers the bytes with headers under which a hostile file can do nothing. It is downloaded unless
 * asked inline, never sniffed, and would run in a sandbox without scripts or origin; text of any kind is shown as plain text.
 */
export function download<I extends z.ZodType, O extends z.ZodType<unknown, Download>>(query: Query<I, O>) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const actor = await requestActor(request);
      const input = {
        ...Object.fromEntries(new URL(request.url).searchParams),
        ...(await context.params),
      } as z.input<I>;
      const file: Download = await answer(query, actor, input);
      const etag = `"${file.sha256}"`;
      const headers = headersOf(file, etag);
      if (
        request.headers
          .get("if-none-match")
          ?.split(/\s*,\s*/)
          .includes(etag)
      )
        return new Response(null, { status: 304, headers });
      // Next sends bodies in chunks and leaves this out; other servers keep it.
      headers.set("content-length", String(file.content.size));
      return new Response(file.content.stream(), { headers });
    } catch (error) {
      const failed = problem(error);
      failed.headers.set("content-security-policy", sandbox);
      return failed;
    }
  };
}

function headersOf({ name, mediaType, inline }: Download, etag: string): Headers {
  const shown = inline && previewOf(mediaType) === "text" ? "text/plain; charset=utf-8" : mediaType;
  return new Headers({
    "content-type": shown,
    "content-disposition": `${inline ? "inline" : "attachment"}; filename="${asciiOf(name)}"; filename*=UTF-8''${encoded(name)}`,
    "content-security-policy": sandbox,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=31536000, immutable",
    etag,
  });
}

const asciiOf = (name: string) => name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
/** As RFC 8187 asks: more is escaped than by encodeURIComponent. */
const encoded = (name: string) =>
  encodeURIComponent(name.replace(/\p{Cs}/gu, "_")).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
