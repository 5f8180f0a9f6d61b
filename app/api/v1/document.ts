import { env } from "@/lib/env";
import { type OpenApiDocument, openApiDocument } from "@/lib/openapi";
import { operations } from "./operations";

let made: OpenApiDocument | undefined;

/** The description of this API, made once per process. */
export function apiDocument(): OpenApiDocument {
  made ??= openApiDocument(operations, env().publicUrl);
  return made;
}
