/** What a file is by its bytes; `report` is the JSON that `liftlock inspect` writes, `null` nothing we know. */
export type StoreFormat = "jks" | "jceks" | "pkcs12" | "pem" | "der" | "keytool-text" | "report";

const startOfText = 4_096;

/** Finds the format by bytes and never by name: two releases of a product ship PKCS12 as "client-truststore.jks". */
export function sniffFormat(bytes: Uint8Array): StoreFormat | null {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  if (magic === "feedfeed") return "jks";
  if (magic === "cececece") return "jceks";
  if (bytes[0] === 0x30) return binary(bytes);
  const text = startText(bytes);
  if (text.trimStart().startsWith("{")) return "report";
  if (text.includes("-----BEGIN ")) return "pem";
  if (looksLikeListing(text)) return "keytool-text";
  // A bundle may begin with pages of remarks.
  return Buffer.from(bytes).includes("-----BEGIN ") ? "pem" : null;
}

/** PFX begins with its version, a small INTEGER; a certificate with another SEQUENCE. */
function binary(bytes: Uint8Array): StoreFormat {
  const length = bytes[1] ?? 0;
  const inside = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return bytes[inside] === 0x02 ? "pkcs12" : "der";
}

function startText(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, startOfText));
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return start.toString(utf16 ? "utf16le" : "utf8");
}

/** A listing in any language: keytool separates entries with rows of stars, and names the digests alike everywhere. */
function looksLikeListing(text: string): boolean {
  return (
    /^(Keystore type|Alias name|Keystore-Typ|Owner): /m.test(text) ||
    /\bSHA-?(1|256)\b.{0,30}?: ?([0-9A-F]{2}:){5}/.test(text)
  );
}
