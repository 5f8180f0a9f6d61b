import { z } from "zod";

const fingerprint = z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
const release = z.string().regex(/^\d+(\.\d+){1,3}$/);

const defaultSchema = z.strictObject({
  sha256: fingerprint
    .nullable()
    .describe("Null: its fingerprint is not known, it is found by subject and end."),
  publicKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe("SHA-256 of its public key."),
  subject: z.string().min(1),
  expires: z.iso.date(),
  aliases: z.array(z.string().min(1)).min(1).describe("The aliases it ships under."),
  releases: z.array(release).min(1),
  source: z.string().min(1),
});

const truststoreSchema = z.strictObject({
  release,
  file: z.string().min(1),
  format: z.enum(["jks", "jceks", "pkcs12"]).describe("What the file is by its bytes."),
  entries: z.number().int().positive(),
  ends: z
    .array(
      z.strictObject({
        alias: z.string().min(1),
        subject: z.string().min(1),
        expires: z.iso.date(),
        expiredAtRelease: z.boolean(),
      }),
    )
    .describe("Certificates in it that end first."),
  note: z.string().nullable(),
  source: z.string().min(1),
});

/** What is known of a product's certificates: `playbooks/<product>/knowledge/certificates.json`. */
export const certificateKnowledgeSchema = z.strictObject({
  schema: z.literal(1),
  gathered: z.iso.date(),
  defaults: z.array(defaultSchema),
  truststores: z.array(truststoreSchema),
});

export type CertificateKnowledge = z.infer<typeof certificateKnowledgeSchema>;

/** The truststore a release ships, when it is known. */
export function shippedTruststore(
  knowledge: CertificateKnowledge,
  release: string,
): CertificateKnowledge["truststores"][number] | null {
  return knowledge.truststores.find((store) => store.release === release) ?? null;
}
