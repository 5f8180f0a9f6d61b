import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password";

/** Processor time of one check, in microseconds: the clock on the wall also measures what else the machine does. */
const costs = async (hashed: string | null) => {
  const began = process.cpuUsage();
  await isPassword(hashed, "not the password");
  const { user, system } = process.cpuUsage(began);
  return user + system;
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
    let [somebody, nobody] = [0, 0];
    for (let n = 0; n < 15; n += 1) {
      somebody += await costs(hashed);
      nobody += await costs(null);
    }
    expect(nobody / somebody).toBeGreaterThan(0.6);
    expect(nobody / somebody).toBeLessThan(1.7);
  });
});
