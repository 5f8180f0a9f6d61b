import { StoreFault } from "./store-fault";

// RC2 of RFC 2268: stores of older tools hide their certificates with 40 bits of it, and OpenSSL 3 left it out.
const shuffled = Buffer.from(
  "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2" +
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82" +
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626" +
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7" +
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec" +
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9" +
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad",
  "hex",
);
const block = 8;

/** Decrypts RC2 in CBC and takes the padding of PKCS #7 off. Throws a StoreFault when what comes out has none. */
export function decryptRc2(
  bytes: Uint8Array,
  key: Uint8Array,
  effectiveBits: number,
  iv: Uint8Array,
): Uint8Array {
  if (bytes.length === 0 || bytes.length % block !== 0)
    throw new StoreFault("The store is cut off or damaged.");
  const words = expand(key, effectiveBits);
  const out = Buffer.alloc(bytes.length);
  for (let at = 0; at < bytes.length; at += block) {
    decryptBlock(words, bytes.subarray(at, at + block), out.subarray(at, at + block));
    for (let i = 0; i < block; i += 1) {
      const before = at === 0 ? iv[i] : bytes[at - block + i];
      out[at + i] = (out[at + i] ?? 0) ^ (before ?? 0);
    }
  }
  const padding = out[out.length - 1] ?? 0;
  const end = out.length - padding;
  if (padding < 1 || padding > block || out.subarray(end).some((byte) => byte !== padding))
    throw new StoreFault("What was decrypted makes no sense.");
  return out.subarray(0, end);
}

function expand(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  for (let i = key.length; i < 128; i += 1)
    bytes[i] = shuffled[((bytes[i - 1] ?? 0) + (bytes[i - key.length] ?? 0)) & 255] ?? 0;
  const effective = Math.ceil(effectiveBits / 8);
  const first = 128 - effective;
  bytes[first] = shuffled[(bytes[first] ?? 0) & (255 >> (8 * effective - effectiveBits))] ?? 0;
  for (let i = first - 1; i >= 0; i -= 1)
    bytes[i] = shuffled[(bytes[i + 1] ?? 0) ^ (bytes[i + effective] ?? 0)] ?? 0;
  return Uint16Array.from({ length: 64 }, (_, i) => (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8));
}

const turns = [1, 2, 3, 5];

function decryptBlock(words: Uint16Array, from: Uint8Array, to: Uint8Array): void {
  const r = Uint16Array.from({ length: 4 }, (_, i) => (from[2 * i] ?? 0) | ((from[2 * i + 1] ?? 0) << 8));
  const of = (i: number): number => r[i & 3] ?? 0;
  for (let round = 15; round >= 0; round -= 1) {
    for (let i = 3; i >= 0; i -= 1) {
      const turn = turns[i] ?? 1;
      const turned = (of(i) >>> turn) | (of(i) << (16 - turn));
      r[i] = turned - (words[4 * round + i] ?? 0) - (of(i - 1) & of(i - 2)) - (~of(i - 1) & of(i - 3));
    }
    if (round !== 5 && round !== 11) continue;
    for (let i = 3; i >= 0; i -= 1) r[i] = of(i) - (words[of(i - 1) & 63] ?? 0);
  }
  for (let i = 0; i < 4; i += 1) {
    to[2 * i] = of(i) & 255;
    to[2 * i + 1] = of(i) >>> 8;
  }
}
