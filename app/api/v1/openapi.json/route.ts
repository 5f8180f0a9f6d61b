import { apiDocument } from "../document";

export const dynamic = "force-dynamic";

let text: string | undefined;

/** Open to everybody: it says what can be asked, and nothing of what is here. */
export function GET(): Response {
  text ??= JSON.stringify(apiDocument());
  return new Response(text, {
    headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
  });
}
