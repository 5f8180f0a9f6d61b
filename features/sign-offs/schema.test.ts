import { expect, test } from "vitest";
import { inventoryFact } from "@/domain/inventory.fixture";
import { buildManifest } from "@/domain/manifest";
import { at, facts, step } from "@/domain/manifest.fixture";
import { manifestSchema } from "./schema";

test("a manifest that a signer sends along loses nothing by being read", () => {
  const pages = [{ id: "guide", title: "Guide", url: "https://example.com/guide" }];
  const read = [{ id: "guide", title: "Guide", version: "2" }];
  const manifest = buildManifest(
    facts({
      gate: "entry",
      steps: [
        step({
          gate: "entry",
          readings: pages,
          attestations: [{ userId: "u-lee", at: at(7), pages: read }],
        }),
      ],
      items: [inventoryFact({ gate: "entry", testCases: ["TC-1"], evidence: step().evidence })],
    }),
  );
  expect(manifest.inventory).toHaveLength(1);
  expect(manifestSchema.parse(manifest)).toEqual(manifest);
});
