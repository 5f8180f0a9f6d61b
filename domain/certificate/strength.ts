import type { Finding } from "../finding";
import type { CertificateFacts, EntryKind } from "./facts";

type Found = Omit<Finding, "key" | "source">;

const leastBits: Readonly<Record<string, number>> = { RSA: 2048, "RSASSA-PSS": 2048, DSA: 2048, EC: 224 };

/** What is weak about the key and the signature of a certificate; a root's signature of itself proves nothing anyway. */
export function judgeStrength({
  kind,
  certificate,
}: {
  readonly kind: EntryKind;
  readonly certificate: CertificateFacts;
}): Found[] {
  return [...judgeKey(kind, certificate), ...judgeSignature(kind, certificate)];
}

function judgeKey(kind: EntryKind, { keyType, keyBits }: CertificateFacts): Found[] {
  const least = leastBits[keyType];
  if (least === undefined || keyBits === null || keyBits >= least) return [];
  const isKey = kind === "key";
  return [
    {
      rule: "certificate.weak_key",
      level: isKey ? "must_act" : "attention",
      from: `${keyType} ${keyBits}`,
      to: keyType === "EC" ? "EC 256" : "RSA 2048",
      message: `Its ${keyType} key has ${keyBits} bits; less than ${least} can be broken, and newer Java versions refuse it. ${
        isKey ? "Make a new key." : "Ask who runs the other side for a stronger one."
      }`,
    },
  ];
}

function judgeSignature(kind: EntryKind, { signatureAlgorithm, selfSigned }: CertificateFacts): Found[] {
  const hash = /^(MD2|MD5|SHA1)with/i.exec(signatureAlgorithm)?.[1]?.toUpperCase();
  if (hash === undefined) return [];
  const broken = hash !== "SHA1";
  return [
    {
      rule: "certificate.weak_signature",
      level: selfSigned ? "info" : broken && kind === "key" ? "must_act" : "attention",
      from: signatureAlgorithm,
      to: "SHA-256 or stronger",
      message: selfSigned
        ? `It is signed with ${signatureAlgorithm}. It signed itself, and what trusts it doesn't check that signature.`
        : `It is signed with ${signatureAlgorithm}; signatures with ${hash === "SHA1" ? "SHA-1" : hash} can be forged, and newer Java versions refuse them. Have it signed anew.`,
    },
  ];
}
