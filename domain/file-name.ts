/** Longest name kept, in UTF-16 units. */
const longest = 180;

/** Control, format (zero width, text direction) and line-breaking characters. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A file's name without anything that could mislead a person or a file system: no folders, no invisible or
 * text-reversing characters, nothing that is special on Windows, no leading dots or spaces, its ending kept when it
 * is cut. Never empty.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(unseen, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
  if (safe === "") return "file";
  if (safe.length <= longest) return safe;
  const ending = /\.[^.]{1,12}$/.exec(safe)?.[0] ?? "";
  // Cut between characters, not inside a surrogate pair.
  return `${safe.slice(0, longest - ending.length).replace(/[\ud800-\udbff]$/, "")}${ending}`;
}
