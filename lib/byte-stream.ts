import { z } from "zod";

/**
 * A field that is the whole body of a call, taken as it comes in: for files too large to be held. The call is sent as
 * application/octet-stream with every other field in its query string; an input has at most one such field, named `content`.
 */
export const byteStream = z
  .custom<ReadableStream<Uint8Array>>(
    (value) => value instanceof ReadableStream,
    "Send the file itself as the body, with content-type application/octet-stream",
  )
  .meta({ override: { type: "string", contentMediaType: "application/octet-stream" } });

/** Whether an operation's input takes its body so. */
export function takesBytes(input: unknown): boolean {
  return input instanceof z.ZodObject && input.shape.content === byteStream;
}
