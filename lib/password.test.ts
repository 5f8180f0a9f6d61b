import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password";

const lasts = async (hashed: string | null) => {
  const began = performance.now();
  await isPassword(hashed, "not the password");
  return performance.now() - began;
};

describe("A password", () => {
  it("is kept as argon2id with a salt of its own", async () => {
    const [one, other] = [await hashPassword("kayak lamp orchid"), await hashPassword("kayak lamp orchid")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await isPassword(one, "kayak lamp orchid")).toBe(true);
    expect(await isPassword(one, "kayak lamp orchid ")).toBe(false);
  });

  it("takes as long to refuse for nobody as for somebody, and nobody has none", async () => {
    expect(await isPassword(null, "anything")).toBe(false);
    expect(await isPassword("not a hash", "anything")).toBe(false);
    const hashed = await hashPassword("kayak lamp orchid");
    // In turn, and the shortest of each: what else the machine does lengthens single ones.
    let [somebody, nobody] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let n = 0; n < 20; n += 1) {
      somebody = Math.min(somebody, await lasts(hashed));
      nobody = Math.min(nobody, await lasts(null));
    }
    expect(nobody / somebody).toBeGreaterThan(0.6);
    expect(nobody / somebody).toBeLessThan(1.7);
  });
});
