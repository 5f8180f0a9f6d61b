/** What a file may cost to read. Bytes count as they come and again unpacked. */
export const limits = {
  /** All files of one reading together, packed: what a configuration, a store or an artefact needs, with room. */
  uploadBytes: 25 * 1024 * 1024,
  /** Everything an archive unpacks to. */
  unpackedBytes: 200 * 1024 * 1024,
  /** How many times its packed size a large entry of an archive may unpack to. */
  ratio: 200,
  /** Files in an archive, archives inside it included. */
  files: 20_000,
  /** Elements or tables inside one another. */
  depth: 100,
  /** Milliseconds one reading may take before it is given up. */
  time: 20_000,
  /** MB of JavaScript memory one reading may need: 5 MB of configuration need about 200. */
  memory: 1_500,
} as const;

/** One file of a reading, as it came or as an archive held it ("conf.zip/repository/conf/axis2.xml"). */
export type SourceFile = { readonly name: string; readonly bytes: Uint8Array };

/** Why a file can't be read, and where: lines and columns count from 1, null where a place makes no sense. */
export type Unreadable = {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** What is wrong and what to do about it, in sentences; never a piece of the file that may be secret. */
  readonly message: string;
};

/** What an analyser answers: its report, or every reason why the files can't be read. It never throws. */
export type Reading<Report> =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly problems: readonly Unreadable[] };
