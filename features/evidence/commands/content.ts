import { type EvidenceKind, largestFile } from "@/domain/evidence";
import { cleanFileName } from "@/domain/file-name";
import { sha256 } from "@/lib/audit";
import { AppError } from "@/lib/errors";
import { mediaTypeOf } from "@/lib/media-type";

/** A piece of evidence ready to be stored: read, hashed and named ahead of the transaction. */
export interface Prepared {
  kind: EvidenceKind;
  name: string;
  url: string | null;
  text: string | null;
  mediaType: string | null;
  size: number | null;
  sha256: string;
  bytes: Uint8Array<ArrayBuffer> | null;
}

/** A title for what has none: one line, cut where it still says something. */
function shortened(text: string, longest = 100): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${[...line.slice(0, longest - 1)].join("")}…`;
}

/** Reads what was given. Refuses an empty file (it proves nothing) and one that is too large. */
export async function prepareContent(input: {
  file?: File;
  url?: string;
  text?: string;
  name?: string;
}): Promise<Prepared> {
  const { file, url, text } = input;
  if (file) {
    const name = cleanFileName(file.name);
    if (file.size > largestFile) {
      throw new AppError(
        "too_large",
        `“${name}” is larger than 25 MiB. Compress it, or add a link to where it is kept.`,
      );
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.byteLength === 0) {
      const fields = [{ path: "file", message: "is empty" }];
      throw new AppError("invalid_input", `“${name}” is empty: it proves nothing. Choose the right file.`, {
        fields,
      });
    }
    const hash = sha256(bytes);
    return {
      kind: "file",
      name,
      url: null,
      text: null,
      mediaType: mediaTypeOf(bytes),
      size: bytes.byteLength,
      sha256: hash,
      bytes,
    };
  }
  const none = { mediaType: null, size: null, bytes: null };
  if (url)
    return {
      kind: "link",
      name: input.name ?? shortened(url.replace(/^https?:\/\//, "")),
      url,
      text: null,
      sha256: sha256(url),
      ...none,
    };
  const words = text ?? "";
  return {
    kind: "note",
    name: input.name ?? shortened(words),
    url: null,
    text: words,
    sha256: sha256(words),
    ...none,
  };
}
