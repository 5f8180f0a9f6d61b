import { z } from "zod";
import { findingLevels } from "@/domain/finding";
import { hopEvidences } from "@/domain/version-path";
import { contradictionView } from "@/features/playbooks/schema";
import { reason, upgradeKey, version } from "@/lib/fields";

const way = z.object({
  /** The releases it leads over, the target last: "4.2.0 4.5.0". What a choice names. */
  id: z.string(),
  hops: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      evidence: z.enum(hopEvidences),
      note: z.string(),
      sources: z.array(z.string()),
    }),
  ),
  proposed: z.boolean(),
  chosen: z.boolean(),
  needsSupportCase: z.boolean(),
  supportReasons: z.array(z.string()),
  warnings: z.array(z.string()),
  contradictions: z.array(contradictionView),
});

const release = z.object({
  version: z.string(),
  date: z.string().nullable(),
  supportOnly: z.boolean(),
  notes: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  sources: z.array(z.string()),
  /** What the release changed of the configuration, as far as is known. */
  changes: z.array(
    z.object({
      kind: z.string(),
      level: z.enum(findingLevels),
      key: z.string(),
      to: z.string().nullable(),
      note: z.string(),
      source: z.string(),
    }),
  ),
});

export const getVersionPathInput = z.object({ upgrade: upgradeKey });
export const versionPathView = z.object({
  from: z.string(),
  to: z.string(),
  newest: z.string(),
  reason: z.string().nullable(),
  version: z.int(),
  /** Best first; the first is what is proposed. */
  ways: z.array(way),
  /** Every release that is passed whichever way is taken, oldest first, the target last. */
  releases: z.array(release),
  /** What the plan gives to read about this way, and who read which version of it. */
  pages: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      url: z.string(),
      /** Code of the step of the plan that is attested. */
      step: z.string(),
      readBy: z.array(z.object({ name: z.string(), version: z.string() })),
    }),
  ),
});
export type VersionPathView = z.output<typeof versionPathView>;

export const chooseVersionPathInput = z.object({
  upgrade: upgradeKey,
  version,
  way: z.string().min(1).max(500).meta({ description: "`id` of one of the ways: its releases, with spaces" }),
  reason,
});
export const chosenVersionPath = z.object({ way: z.string(), version: z.int() });
