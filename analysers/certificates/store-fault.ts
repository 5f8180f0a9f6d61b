/** Thrown inside this folder when bytes are no store; `readStore` turns it into a problem that people can read. */
export class StoreFault extends Error {
  /** The message is a whole sentence: what is wrong and what to do, never a piece of the file. */
  constructor(
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}
