import { childrenOf, expectDer, readDer, tags } from "./der";

/** Subject and issuer of a DER certificate as the bytes they are compared by; both empty when it can't be read. */
export function readNames(bytes: Uint8Array): { readonly subject: string; readonly issuer: string } {
  try {
    const [body] = childrenOf(expectDer(readDer(bytes), tags.sequence));
    const fields = childrenOf(expectDer(body, tags.sequence));
    const first = fields[0]?.tag === 0xa0 ? 1 : 0;
    const name = (at: number): string =>
      Buffer.from(expectDer(fields[at], tags.sequence).raw).toString("hex");
    return { subject: name(first + 4), issuer: name(first + 2) };
  } catch {
    return { subject: "", issuer: "" };
  }
}
