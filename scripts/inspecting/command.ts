import type { Finding } from "@/domain/finding";

export type InspectIo = {
  readFile(name: string): Promise<Uint8Array>;
  stdin(): Promise<Uint8Array>;
  now: Date;
  products: string;
};

export type Inspected =
  | { unusable: readonly string[] }
  | {
      json: unknown;
      findings: readonly Finding[];
      table: { columns: readonly string[]; rows: readonly (readonly string[])[] };
      summary: string;
    };

export type InspectCommand = {
  name: string;
  usage: string;
  run(args: readonly string[], io: InspectIo): Promise<Inspected>;
};
