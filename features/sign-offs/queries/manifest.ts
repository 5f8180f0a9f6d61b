import { z } from "zod";
import type { Manifest } from "@/domain/manifest";
import { gateTitle } from "@/features/gates/queries/summary";
import { notFound } from "@/lib/errors";
import { id, upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { signedManifest } from "../schema";

/** What one signature is bound to, as it was signed. */
export const getSignedManifest = upgradeQuery({
  name: "signOff.manifest",
  action: "gate.view",
  summary: "The manifest of a signature as it was signed, to be verified by its SHA-256",
  path: "/upgrades/{upgrade}/sign-offs/{signOff}/manifest",
  input: z.object({ upgrade: upgradeKey, signOff: id }),
  output: signedManifest,
  run: async ({ read, upgrade }, input) => {
    const row = await read.signOff.findFirst({
      where: { id: input.signOff, upgradeId: upgrade.id },
      include: { gate: { select: { kind: true, environment: { select: { name: true, kind: true } } } } },
    });
    if (!row) throw notFound("signature");
    const signer = await read.user.findUnique({ where: { id: row.userId }, select: { name: true } });
    return {
      signOff: row.id,
      by: signer?.name ?? "Somebody",
      signedAt: row.signedAt.toISOString(),
      gate: gateTitle(row.gate.environment, row.gate.kind),
      manifestSha256: row.manifestSha256,
      manifest: row.manifest as unknown as Manifest,
    };
  },
});
