import { z } from "zod";
import type { ArtifactKnowledge } from "@/domain/artifact/facts";
import { findingLevels } from "@/domain/finding";
import { isVersion } from "@/domain/version";

const release = z.string().refine(isVersion, "not a release");
const source = z.string().min(1);

/** What is known of a product's releases that artefacts are judged by: knowledge/artifacts.json of a playbook. */
export const artifactKnowledge = z.strictObject({
  schema: z.literal(1),
  java: z.array(
    z.strictObject({ release, from: z.number().int().min(1), to: z.number().int().max(60), source }),
  ),
  components: z.array(
    z.strictObject({
      label: z.string(),
      groups: z.array(z.string()),
      names: z.array(z.string()),
      packages: z.array(z.string()),
      versions: z.array(z.strictObject({ release, version: z.string(), exact: z.boolean(), source })),
    }),
  ),
  packages: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9_]+$/),
      prefixes: z.array(z.string()).min(1),
      except: z.array(z.string()),
      from: release.nullable(),
      through: release.nullable(),
      java: z.number().int().nullable(),
      level: z.enum(findingLevels),
      instead: z.string().nullable(),
      message: z.string(),
      source,
    }),
  ),
  libraries: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9_]+$/),
      group: z.string().nullable(),
      artifact: z.string(),
      since: release,
      instead: z.string().nullable(),
      message: z.string(),
      source,
    }),
  ),
  builtIn: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9_]+$/),
      label: z.string(),
      since: release,
      words: z.array(z.string().regex(/^[a-z0-9]{4,}$/)).min(1),
      source,
    }),
  ),
});

/** Nothing known of a product: judgements then say so instead of guessing. */
export const noArtifactKnowledge: ArtifactKnowledge = {
  java: [],
  components: [],
  packages: [],
  libraries: [],
  builtIn: [],
};
