import { StoreFault } from "./store-fault";

/** Reads what Java's DataOutputStream writes, from the beginning on. Throws a StoreFault behind the end. */
export class BigEndian {
  at = 0;

  /** Looks into the bytes it is given, without a copy. */
  constructor(readonly bytes: Uint8Array) {}

  /** The next bytes. */
  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at)
      throw new StoreFault("The store is cut off or damaged: it ends in the middle of an entry.");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** A byte without a sign. */
  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** Two bytes without a sign. */
  short(): number {
    return this.byte() * 256 + this.byte();
  }

  /** Four bytes without a sign. */
  int(): number {
    return this.short() * 65_536 + this.short();
  }

  /** Milliseconds since 1970 in ISO 8601; null when its year has not four digits. */
  date(): string | null {
    const high = this.int() | 0;
    const at = new Date(high * 4_294_967_296 + this.int());
    const year = at.getUTCFullYear();
    return year >= 0 && year <= 9999 ? at.toISOString() : null;
  }

  /** Text in Java's modified UTF-8: every UTF-16 unit by itself. */
  text(): string {
    const bytes = this.take(this.short());
    const units: number[] = [];
    for (let i = 0; i < bytes.length; ) {
      const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
      const length = a < 0x80 ? 1 : a < 0xe0 ? 2 : 3;
      units.push(
        length === 1
          ? a
          : length === 2
            ? ((a & 31) << 6) | (b & 63)
            : ((a & 15) << 12) | ((b & 63) << 6) | (c & 63),
      );
      i += length;
    }
    return units.map((unit) => String.fromCharCode(unit)).join("");
  }
}
