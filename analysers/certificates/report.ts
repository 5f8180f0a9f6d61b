import { z } from "zod";
import { chainStates, entryKinds } from "@/domain/certificate/facts";
import { mostEntries } from "./raw-store";

const text = z.string();
const time = z.iso.datetime();

const certificateSchema = z.object({
  subject: text.describe("Distinguished name as keytool prints it."),
  issuer: text.describe("Distinguished name of who signed it."),
  serial: text.describe("Hexadecimal in small letters, as keytool prints it."),
  notBefore: time.describe("Valid from."),
  notAfter: time.describe("Valid until."),
  keyType: text.describe("RSA, EC, DSA, Ed25519 …; an object identifier when it has no name here."),
  keyBits: z.number().int().nonnegative().nullable().describe("Size of the key; null when unknown."),
  curve: text.nullable().describe("Named curve of an EC key."),
  signatureAlgorithm: text.describe("As Java spells it: SHA256withRSA."),
  selfSigned: z.boolean().describe("Signed by its own key."),
  ca: z.boolean().describe("May sign other certificates."),
  pathLength: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe("Authorities below it; null: it says nothing."),
  sha1: text.describe("Fingerprint: capital hexadecimal with colons."),
  sha256: text.describe("Fingerprint: capital hexadecimal with colons."),
  publicKey: text
    .nullable()
    .describe("SHA-256 of the public key; null when a listing was read, which has none."),
});

const entrySchema = z.object({
  alias: text,
  kind: z.enum(entryKinds).describe("Private key with its chain, trusted certificate, or secret key."),
  created: time.nullable().describe("When the entry was made; null where the format keeps no time."),
  chain: z.array(certificateSchema).describe("Its own certificate first, then what issued it."),
  chainState: z.enum(chainStates).nullable().describe("How far the chain of a private key reaches."),
});

/** What a reading of a store says. Neither a password nor a private key is ever in it. */
export const storeReportSchema = z.object({
  schema: z.literal(1),
  file: text.describe("Name of the file that was read."),
  format: z
    .enum(["jks", "jceks", "pkcs12", "pem", "der", "keytool-text"])
    .describe("What it is by its bytes."),
  integrity: z
    .enum(["verified", "not_checked", "none"])
    .describe("Checked with the password, not checked because none was given, or the format has no check."),
  entries: z.array(entrySchema).max(mostEntries),
  notes: z
    .array(text)
    .max(1_000)
    .describe("Sentences about the file: a name that doesn't fit, what was left out."),
});

export type StoreReport = z.infer<typeof storeReportSchema>;
