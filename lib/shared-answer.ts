import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** From here on an answer is worth remembering as bytes: making and packing a smaller one costs less than looking for it. */
const large = 32_000;
const pack = promisify(gzip);

interface Bytes {
  plain: Uint8Array<ArrayBuffer>;
  packed: Promise<Uint8Array<ArrayBuffer>> | undefined;
}

const known = new WeakMap<object, Bytes>();

/**
 * An answer as JSON. The very same object was made once for everybody who asks (`savedFacts(…).once`), and is written and packed
 * once, too: fifty people who follow a run ask at the same moment. Nobody may change an object that was answered.
 */
export async function jsonAnswer(
  value: unknown,
  accepts: string | null,
  init: { status: number; headers: Record<string, string> },
): Promise<Response> {
  const shared = typeof value === "object" && value !== null ? known.get(value) : undefined;
  const text = shared ? null : JSON.stringify(value);
  if (text !== null && text.length < large) return new Response(text, withType(init));
  const bytes = shared ?? { plain: new TextEncoder().encode(text ?? ""), packed: undefined };
  known.set(value as object, bytes);
  if (!/\bgzip\b/.test(accepts ?? "")) return new Response(bytes.plain, withType(init));
  // The fastest level: what it saves on the wire is nearly all there is to save.
  bytes.packed ??= pack(bytes.plain, { level: 1 }).then((packed) => new Uint8Array(packed));
  return new Response(
    await bytes.packed,
    withType(init, { "content-encoding": "gzip", vary: "accept-encoding" }),
  );
}

function withType(
  { status, headers }: { status: number; headers: Record<string, string> },
  more: Record<string, string> = {},
): ResponseInit {
  return { status, headers: { "content-type": "application/json", ...headers, ...more } };
}
