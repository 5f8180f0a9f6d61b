/**
 * A stream of 32-bit whole numbers from a seed: sfc32 of PractRand (Chris Doty-Humphrey, public domain), which passes
 * its own and BigCrush's tests. The same seed gives the same stream on every machine; not for secrets.
 */
export function randomStream(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, Math.floor(seed / 0x1_0000_0000) | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Seeds that lie side by side begin alike; its author lets twelve numbers go.
  for (let round = 0; round < 12; round++) next();
  return next;
}
