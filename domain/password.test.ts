import { describe, expect, it } from "vitest";
import { passwordFaults, passwordStrength } from "./password";

const ines = { email: "ines.silva@example.com", name: "Ines Silva" };
const codes = (password: string) => passwordFaults(password, ines).map((fault) => fault.code);

describe("A password", () => {
  it("has at least 12 and at most 1000 characters", () => {
    expect(codes("kayak-lamp-9")).toEqual([]);
    expect(codes("kayak-lamp9")).toEqual(["too_short"]);
    expect(codes("kayak lamp ".repeat(90))).toEqual([]);
    expect(codes(`${"kayak lamp ".repeat(90)}${"x".repeat(20)}`)).toEqual(["too_long"]);
  });

  it("counts characters as people do, not as bytes", () => {
    expect(codes("🚣🏔🛶🌊⚓🪵🧭🗺⛵🏞🌉")).toEqual(["too_short"]);
    expect(codes("🚣🏔🛶🌊⚓🪵🧭🗺⛵🏞🌉🎣")).toEqual([]);
  });

  it("is not the person's name or e-mail address, with digits around it or twice", () => {
    for (const own of [
      "ines.silva@example.com",
      "InesSilva2026!",
      "ines silva ines silva",
      "INES.SILVA 12345",
      "1234 Ines Silva",
    ]) {
      expect([own, codes(own)]).toEqual([own, ["is_yours"]]);
    }
  });

  it("is none of those that are tried first", () => {
    const first = [
      "password1234",
      "Password2026!",
      "P@ssw0rd12345",
      "passwordpassword",
      "123456789012",
      "qwertyuiop12",
      "1qaz2wsx3edc",
      "aaaaaaaaaaaa",
      "abcabcabcabc",
      "Summer2026!!!",
      "iloveyou12345",
      "adminadminadmin",
      "1q2w3e4r5t6y",
      "mnbvcxzlkjhg",
      "wso2carbon123",
      "Liftlock2026!",
    ];
    for (const common of first) expect([common, codes(common)]).toEqual([common, ["too_common"]]);
  });

  it("may be a sentence that contains a common word", () => {
    expect(codes("the admin of the lock sleeps")).toEqual([]);
    expect(codes("correct horse battery staple")).toEqual([]);
  });

  it("is called strong when it is long", () => {
    expect(passwordStrength("short", ines)).toMatchObject({ strength: "weak" });
    expect(passwordStrength("kayak-lamp-9", ines)).toMatchObject({ strength: "fair" });
    expect(passwordStrength("kayak lamp orchid tunnel", ines)).toMatchObject({ strength: "strong" });
  });
});
