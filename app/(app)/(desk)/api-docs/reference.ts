import { apiDocument } from "@/app/api/v1/document";
import { apiReference, type TagReference } from "@/lib/api-reference";

let made: { tags: TagReference[]; server: string } | undefined;

/** What these pages show, made once per process. */
export function reference() {
  made ??= { tags: apiReference(apiDocument()), server: apiDocument().servers?.[0]?.url ?? "" };
  return made;
}
