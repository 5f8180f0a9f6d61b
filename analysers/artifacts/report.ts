import { z } from "zod";
import { findingFields } from "../finding-fields";

const finding = z.object(findingFields);

export const artifactKinds = ["maven", "gradle", "list", "jar"] as const;

const artifact = z.object({
  /** The same whenever the same artefact is read again: its coordinates or its name, without a version. */
  key: z.string(),
  title: z.string(),
  kind: z.enum(artifactKinds),
  file: z.string(),
  version: z.string().nullable(),
  java: z.number().int().nullable(),
  /** True when `java` comes from classes, false when a build asks for it. */
  compiled: z.boolean(),
  bundle: z.string().nullable(),
  classes: z.number().int(),
  dependencies: z.array(
    z.object({
      group: z.string().nullable(),
      artifact: z.string(),
      version: z.string().nullable(),
      scope: z.string().nullable(),
      file: z.string(),
      line: z.number().int().nullable(),
    }),
  ),
  packages: z.array(z.string()),
  imports: z.array(z.object({ name: z.string(), range: z.string().nullable() })),
  /** What could not be read, in sentences. */
  gaps: z.array(z.string()),
  findings: z.array(finding),
});

/** What the analyser of artefacts answers, and what is kept of a reading. */
export const artifactReport = z.object({
  schema: z.literal(1),
  from: z.string().nullable(),
  to: z.string(),
  artifacts: z.array(artifact),
});
export type ArtifactReport = z.infer<typeof artifactReport>;
export type ReadArtifact = ArtifactReport["artifacts"][number];
