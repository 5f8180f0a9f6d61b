import { describe, expect, it } from "vitest";
import { decryptRc2 } from "./rc2";

const hex = (text: string) => Buffer.from(text, "hex");

describe("RC2", () => {
  // RFC 2268, section 5, with an initialisation vector that turns the plain text into seven bytes and their padding.
  it.each([
    ["0000000000000000", 63, "0000000000000000", "ebb773f993278eff"],
    ["ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"],
    ["3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"],
    ["88", 64, "0000000000000000", "61a8a244adacccf0"],
    ["88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"],
    ["88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"],
    ["88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"],
    [
      "88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e",
      129,
      "0000000000000000",
      "5b78d3a43dfff1f1",
    ],
  ])("decrypts what the RFC's example with the key %s and %d bits says", (key, bits, plain, cipher) => {
    const padded = hex("0807060504030201");
    padded[7] = 1;
    const iv = hex(plain).map((byte, i) => byte ^ (padded[i] ?? 0));
    expect(Buffer.from(decryptRc2(hex(cipher), hex(key), bits, iv))).toEqual(padded.subarray(0, 7));
  });

  it("says so when the padding shows that the key was another", () => {
    expect(() => decryptRc2(hex("ebb773f993278eff"), hex("01"), 63, Buffer.alloc(8))).toThrow(
      "makes no sense",
    );
    expect(() => decryptRc2(hex("ebb773"), hex("01"), 63, Buffer.alloc(8))).toThrow("cut off");
  });
});
