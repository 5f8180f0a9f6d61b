import { z } from "zod";
import { tokenKinds } from "@/domain/application/facts";
import { findingFields } from "../finding-fields";

const keys = z.object({
  keyType: z.string().nullable(),
  keyManager: z.string().nullable(),
  keyManagerType: z.string().nullable(),
  grantTypes: z.array(z.string()),
  portalTokenType: z.string().nullable(),
  issuerTokenType: z.string().nullable(),
  userSeconds: z.number().nullable(),
  applicationSeconds: z.number().nullable(),
  activeTokens: z.number().nullable(),
  neverExpiringTokens: z.number().nullable(),
  lastTokenAt: z.number().nullable(),
});

/** What the reader of applications answers, and what is kept of a reading: never a key, a secret or a token. */
export const applicationsReport = z.object({
  schema: z.literal(1),
  applications: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      owner: z.string().nullable(),
      status: z.string().nullable(),
      tokens: z.enum(tokenKinds),
      keys: z.array(keys),
      findings: z.array(z.object(findingFields)),
    }),
  ),
  /** How many applications there are of each kind; `opaque` is what a topology is derived from. */
  counts: z.object({
    jwt: z.number(),
    opaque: z.number(),
    external: z.number(),
    none: z.number(),
    not_known: z.number(),
    disagreeing: z.number(),
    neverExpiring: z.number(),
  }),
  /** Values that were left out because they are, or look like, keys, secrets or tokens. */
  secretsDropped: z.int().default(0),
  /** What was left out and what could not be read, in sentences. */
  notes: z.array(z.string()),
});
export type ApplicationsReport = z.infer<typeof applicationsReport>;
export type ReadApplication = ApplicationsReport["applications"][number];
