import { type Columns, fromColumns, type Packed, pack, toColumns, unpack } from "@/lib/packed";
import type { AuditItem } from "../schema";

/** What a line of a history shows of an event. */
export interface HistoryLine {
  seq: number;
  at: string;
  /** Who did it. */
  name: string;
  sentence: string;
  /** Null outside of environments, and where the environment is gone. */
  environment: string | null;
  href: string | null;
  hash: string;
}

/** A page of a history as a page hands it to its view. */
export type PackedHistory = Packed<Columns<HistoryLine>>;

/** Packs what the lines of a history show, and nothing else of the events. */
export const packHistory = (items: readonly AuditItem[]): PackedHistory =>
  pack(
    toColumns(
      items.map(
        ({ seq, at, actor, sentence, environment, href, hash }): HistoryLine => ({
          seq,
          at,
          name: actor.name,
          sentence,
          environment: environment?.name ?? null,
          href,
          hash,
        }),
      ),
    ),
  );

/** The lines again, in the order they were packed. */
export const historyLines = (packed: PackedHistory): HistoryLine[] => fromColumns(unpack(packed));
