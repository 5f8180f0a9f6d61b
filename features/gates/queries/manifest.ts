import { z } from "zod";
import { boundManifest } from "@/features/sign-offs/schema";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { gateAddress } from "../schema";
import { findGate } from "./find";

/** What a signature on the gate would be bound to this moment. */
export const getGateManifest = upgradeQuery({
  name: "gate.manifest",
  action: "gate.view",
  summary:
    "The manifest a signature on this gate would be bound to now, with the SHA-256 of its canonical JSON",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}/manifest",
  input: z.object(gateAddress),
  output: boundManifest,
  run: async ({ read, upgrade: scope, now }, input) => {
    const saved = savedFacts(read, scope);
    const { upgrade, standing } = findGate(await saved.present(now, [input.environment]), input);
    const { manifest, sha256 } = await saved.manifest(upgrade, standing, input.gate, now);
    return { manifestSha256: sha256, manifest };
  },
});
