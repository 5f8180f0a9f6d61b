import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../domain/canonical";
import { verifyManifest } from "./manifest-verify";

const manifest = { format: 1, upgrade: "APIM-45", gate: "exit", steps: [{ code: "D-01", state: "done" }] };
const manifestSha256 = createHash("sha256").update(canonicalJson(manifest)).digest("hex");
const file = (more: object = {}) =>
  JSON.stringify({ gate: "Dev exit", by: "Omar", manifestSha256, manifest, ...more }, null, 2);

describe("A downloaded manifest", () => {
  it("is verified whatever its white space and the order of its members", () => {
    expect(verifyManifest(file())).toEqual({
      ok: true,
      message: `Verified (Dev exit, Omar): the manifest has the SHA-256 ${manifestSha256}.`,
    });
    const turned = Object.fromEntries(Object.entries(manifest).reverse());
    expect(verifyManifest(file({ manifest: turned })).ok).toBe(true);
  });

  it("is found changed when anything in it differs, also when its own hash was changed with it", () => {
    const changed = { ...manifest, steps: [{ code: "D-01", state: "skipped" }] };
    expect(verifyManifest(file({ manifest: changed })).message).toMatch(/^Changed \(Dev exit, Omar\)/);
    const forged = file({
      manifest: changed,
      manifestSha256: createHash("sha256").update(canonicalJson(changed)).digest("hex"),
    });
    expect(verifyManifest(forged).ok).toBe(true);
    expect(verifyManifest(forged, manifestSha256).ok).toBe(false);
  });

  it("is told apart from other files", () => {
    expect(verifyManifest("no json").message).toBe("This is not a JSON file.");
    expect(verifyManifest("[]").message).toContain("no “manifest”");
    expect(verifyManifest(JSON.stringify({ manifest })).message).toContain("names no SHA-256");
  });
});
