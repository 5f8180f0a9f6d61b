import { z } from "zod";
import { type ConfigurationKnowledge, changeKinds } from "@/domain/configuration/knowledge";
import type { SettingValue } from "@/domain/configuration/setting-value";
import { findingLevels } from "@/domain/finding";
import { isVersion } from "@/domain/version";

const release = z.string().refine(isVersion, "is no release number");
/** A value of a setting, in knowledge and in reports. */
export const settingValueSchema: z.ZodType<SettingValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.strictObject({ literal: z.string() }),
    z.array(settingValueSchema),
  ]),
);
const pattern = z.string().refine((text) => {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}, "is no regular expression");

const mapping = z.strictObject({
  at: z.string().min(1),
  key: z.string().min(1),
  default: settingValueSchema.optional(),
  in26: z.enum(["yes", "not-seen", "unknown"]),
  pick: pattern.optional(),
  split: z.string().optional(),
  invert: z.boolean().optional(),
  note: z.string().optional(),
});

const change = z.strictObject({
  kind: z.enum(changeKinds),
  after: release.nullable(),
  by: release.nullable(),
  key: z.string().min(1),
  to: z.string().optional(),
  value: settingValueSchema.optional(),
  newValue: settingValueSchema.optional(),
  when: z.strictObject({ key: z.string(), matches: pattern.optional() }).optional(),
  unless: z.string().optional(),
  proposes: settingValueSchema.optional(),
  proposesFrom: z.string().optional(),
  level: z.enum(findingLevels),
  note: z.string().min(1),
  source: z.string().min(1),
});

/** What `knowledge/configuration.json` of a product holds. */
export const configurationKnowledgeSchema = z.strictObject({
  schema: z.literal(1),
  product: z.string(),
  releases: z.array(release),
  tomlSince: release.nullable(),
  tomlFile: z.string().min(1),
  sources: z.record(z.string(), z.string()),
  elementNames: z.array(z.string()),
  namingAttributes: z.array(z.string()),
  markupAttributes: z.array(z.string()),
  secretKeys: z.array(z.string()),
  vaultReference: z.strictObject({
    patterns: z.array(pattern),
    aliasAttribute: z.string().nullable(),
    print: z.string(),
  }),
  releaseNames: z.array(z.string()),
  shown: z.array(z.strictObject({ source: z.string(), keys: z.array(z.string()) })),
  files: z.array(
    z.strictObject({
      name: z.string(),
      path: z.string(),
      kind: z.enum(["xml", "properties"]),
      root: z.string().nullable(),
      source: z.string(),
      settings: z.array(mapping),
      dropped: z.array(z.strictObject({ at: z.string(), reason: z.string().min(1), source: z.string() })),
    }),
  ),
  aliases: z.array(z.strictObject({ from: z.string(), to: z.array(z.string()).min(1) })),
  changes: z.array(change),
  defaults: z.record(
    z.string(),
    z.array(
      z.tuple([release, release, z.union([settingValueSchema, z.array(z.record(z.string(), z.unknown()))])]),
    ),
  ),
}) satisfies z.ZodType<ConfigurationKnowledge>;
