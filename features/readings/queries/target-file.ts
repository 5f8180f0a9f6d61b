import { z } from "zod";
import { configurationReportSchema } from "@/analysers/configuration/report";
import { targetFile } from "@/analysers/configuration/target-file";
import { sha256 } from "@/lib/audit";
import type { Download } from "@/lib/download";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { readingReference } from "../schema";

export const getTargetFile = upgradeQuery({
  name: "reading.targetFile",
  action: "inventory.view",
  summary:
    "The proposed configuration file of the new release, with a comment on each line saying where it came from",
  path: "/upgrades/{upgrade}/readings/{reading}/target-file",
  bytes: true,
  input: readingReference,
  output: z.custom<Download>(),
  run: async ({ read, upgrade }, { reading }) => {
    const row = await read.reading.findFirst({
      where: { id: reading, upgradeId: upgrade.id, analyser: "configuration" },
      select: { report: true },
    });
    if (!row) throw notFound("reading of a configuration");
    const text = targetFile(configurationReportSchema.parse(row.report));
    return {
      name: "deployment.toml",
      mediaType: "application/toml",
      sha256: sha256(new TextEncoder().encode(text)),
      inline: false,
      content: new Blob([text]),
    };
  },
});
