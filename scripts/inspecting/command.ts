import type { Finding } from "@/domain/finding";

/** What a command may touch of the world outside; tests bring their own. */
export type InspectIo = {
  readFile(name: string): Promise<Uint8Array>;
  stdin(): Promise<Uint8Array>;
  /** A file piece by piece, for those too large to be held; "-" is standard input. */
  stream(name: string): AsyncIterable<Uint8Array>;
  now: Date;
  /** The folder of playbooks, whose products' knowledge is read. */
  products: string;
};

/** What a command found, or the sentences that say why it can't: each with the file and the place. */
export type Inspected =
  | { unusable: readonly string[] }
  | {
      json: unknown;
      findings: readonly Finding[];
      table: { columns: readonly string[]; rows: readonly (readonly string[])[] };
      summary: string;
    };

/** One thing `npm run inspect` can look at; `usage` is its line in the help, without the words before its name. */
export type InspectCommand = {
  name: string;
  usage: string;
  run(args: readonly string[], io: InspectIo): Promise<Inspected>;
};
