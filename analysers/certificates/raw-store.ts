import type { EntryKind } from "@/domain/certificate/facts";

/** One entry as a format keeps it: certificates still in DER, a private key left where it was. */
export type RawEntry = {
  readonly alias: string;
  readonly kind: EntryKind;
  /** ISO 8601. */
  readonly created: string | null;
  /** Its own certificate first, then the rest of its chain. */
  readonly certificates: readonly Uint8Array[];
};

/** What a format's reader answers. */
export type RawStore = {
  /** `verified`: the password fits and nothing was changed since; `none`: the format has no such check. */
  readonly integrity: "verified" | "not_checked" | "none";
  readonly entries: readonly RawEntry[];
  /** Sentences about the file as a whole. */
  readonly notes: readonly string[];
};

/** More entries than any store of a server; a file that says it has more is damaged or made to hurt. */
export const mostEntries = 5_000;
/** Certificates in all chains together: each takes part of a millisecond, and somebody waits. */
export const mostCertificates = 10_000;

/** Said whenever a password doesn't open a store. */
export const wrongPassword =
  "The password is not the one of this store, or the store was changed or damaged since it was written.";
