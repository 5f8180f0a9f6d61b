import type { z } from "zod";
import { requestActor } from "@/lib/auth";
import { problem } from "@/lib/endpoint";
import { log } from "@/lib/log";
import { answer, type Query } from "@/lib/read";

/** A file made while it is sent, so that a long one needs no memory. As a query declared with `bytes` answers it. */
export interface FileStream {
  /** Of ASCII letters, digits, points and hyphens. */
  name: string;
  mediaType: string;
  content: AsyncIterable<string | Uint8Array>;
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** Adapter for such files: always a download. What fails on the way breaks the transfer off, so that nobody takes a part for the whole. */
export function streamed<I extends z.ZodType, O extends z.ZodType<unknown, FileStream>>(query: Query<I, O>) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const actor = await requestActor(request);
      const input = {
        ...Object.fromEntries(new URL(request.url).searchParams),
        ...(await context.params),
      } as z.input<I>;
      const file: FileStream = await answer(query, actor, input);
      return new Response(streamOf(file.content), {
        headers: {
          "content-type": file.mediaType,
          "content-disposition": `attachment; filename="${file.name}"`,
          "content-security-policy": "default-src 'none'; sandbox",
          "x-content-type-options": "nosniff",
          "cache-control": "no-store",
        },
      });
    } catch (error) {
      return problem(error);
    }
  };
}

function streamOf(content: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const parts = content[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        log.error({ error }, "a download broke off");
        controller.error(error);
      }
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
