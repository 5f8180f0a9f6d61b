import { AppError } from "@/lib/errors";

/** Largest JSON body read, in bytes. Files travel as multipart and have limits of their own. */
const jsonLimit = 2 * 1024 * 1024;

/** Largest form read: a file of 25 MiB and what is sent around it. What Next lets through (next.config.js) is no less. */
const formLimit = 26 * 1024 * 1024;

/** Fields and files of a form, each once; those named "…[]" are collected into a list without the brackets. */
async function formOf(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get("content-length")) > formLimit)
    throw new AppError("too_large", "The upload is larger than 25 MiB.");
  const form = await request.formData().catch(() => {
    throw new AppError(
      "invalid_input",
      "The upload could not be read as multipart/form-data. Send it whole, with its boundary.",
    );
  });
  const names = [...form.keys()].filter((name) => !name.endsWith("[]"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new AppError("invalid_input", `${twice}: was sent more than once. Make one call for each file.`, {
      fields: [{ path: twice, message: "was sent more than once" }],
    });
  const lists = [...new Set([...form.keys()])].filter((name) => name.endsWith("[]"));
  return {
    ...Object.fromEntries([...form.entries()].filter(([name]) => !name.endsWith("[]"))),
    ...Object.fromEntries(lists.map((name) => [name.slice(0, -2), form.getAll(name)])),
  };
}

/** The bytes of a body, given up on as soon as there are too many: what it says of its own length is not believed. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > jsonLimit) throw new AppError("too_large", "The body is larger than 2 MiB.");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Bodies that are files, by what they may be called. */
const bytesType = /^application\/(?:octet-stream|(?:x-)?gzip|x-tar)\b/i;

/** A body that is a file, not read yet, with the other fields from the query string. */
function streamOf(request: Request): Record<string, unknown> {
  const fields = Object.fromEntries(new URL(request.url).searchParams);
  return { ...fields, ...(request.body && { content: request.body }) };
}

/**
 * What a request sends: the fields of a JSON object or of a form; nothing sent is an empty object. `asFile`: a file is taken as it
 * comes in. Throws `invalid_input`, `too_large`, `unsupported`.
 */
export async function bodyOf(
  request: Request,
  { asFile = false }: { asFile?: boolean } = {},
): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (asFile && bytesType.test(type)) return streamOf(request);
  if (/^multipart\/form-data\b/i.test(type)) return formOf(request);
  if (Number(request.headers.get("content-length")) > jsonLimit)
    throw new AppError("too_large", "The body is larger than 2 MiB.");
  const bytes = await bytesOf(request);
  if (bytes.byteLength === 0) return {};
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    throw new AppError("unsupported", "Send JSON with content-type application/json.");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON in UTF-8.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new AppError("invalid_input", "The body must be a JSON object.");
}
