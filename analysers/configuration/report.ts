import { z } from "zod";
import { type ClassSums, settingClasses } from "@/domain/configuration/setting";
import { findingFields } from "../finding-fields";
import { settingValueSchema } from "./knowledge";

const target = z.strictObject({
  key: z.string().describe("Key in the target's file."),
  value: settingValueSchema.describe("Its value there, without secrets."),
  appends: z.boolean().describe("One of several values of the same list."),
});

const setting = z.strictObject({
  key: z.string().describe("The same for the same setting in every environment and reading."),
  file: z.string(),
  line: z.int().nullable().describe("Counts from 1; null when the file has no lines."),
  class: z.enum(settingClasses),
  value: settingValueSchema.describe("As it was read, secrets replaced by a marker."),
  secret: z
    .strictObject({ kind: z.enum(["plain", "vault"]), alias: z.string().nullable() })
    .nullable()
    .describe("The value is a secret or points into the vault."),
  targets: z.array(target).describe("Where it stands in the target's file; empty when it doesn't."),
  standard: settingValueSchema.nullable().describe("The old default, where one is known."),
  reason: z.string().nullable().describe("Why it is in its class, in a sentence."),
  source: z.string().nullable(),
});

const finding = z.strictObject(findingFields);

/** What an analysis of configuration files found. This JSON may be uploaded in place of the files. */
export const configurationReportSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal("configuration"),
  product: z.string(),
  from: z.string(),
  to: z.string(),
  defaultsKnown: z
    .strictObject({ from: z.boolean(), to: z.boolean() })
    .describe("Whether defaults of the two releases are known; without them nothing can equal a default."),
  sums: z.strictObject({
    read: z.int(),
    carried: z.int(),
    renamed: z.int(),
    dropped: z.int(),
    defaulted: z.int(),
    unknown: z.int(),
    secrets: z.int().describe("How many of them are secrets or point into the vault."),
  }),
  files: z.array(
    z.strictObject({ name: z.string(), kind: z.enum(["toml", "xml", "properties"]), settings: z.int() }),
  ),
  ignored: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  findings: z.array(finding).describe("Must act first."),
  settings: z.array(setting),
  proposed: z
    .array(z.strictObject({ key: z.string(), value: settingValueSchema.nullable(), note: z.string() }))
    .describe("Keys the target newly needs; a null value is for the team to fill in."),
});

/** The report of one installation: one environment, one node profile. */
export type ConfigurationReport = z.infer<typeof configurationReportSchema>;
export type ReportedSetting = ConfigurationReport["settings"][number];

/** Whether the sums of a report say where every setting went, each counted once. */
export function sumsAddUp(sums: ClassSums): boolean {
  return sums.read === settingClasses.reduce((sum, name) => sum + sums[name], 0);
}
