import { z } from "zod";
import { verifyChain } from "@/domain/audit-chain";
import { sentence } from "@/domain/event";
import { sha256 } from "@/lib/audit";
import { AppError } from "@/lib/errors";
import { type ChainReport, exportFormat } from "../schema";

const row = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), name: z.string(), roles: z.array(z.string()) }),
  type: z.string(),
  subject: z.object({ type: z.string(), id: z.string(), environmentId: z.string().nullable() }),
  data: z.unknown(),
  previousHash: z.string(),
  hash: z.string(),
});

const exported = z.object({
  format: z.literal(exportFormat),
  title: z.string(),
  exportedAt: z.string(),
  chain: z.string(),
  events: z.array(row),
  head: z.object({ seq: z.int(), hash: z.string() }),
});

/** What a verification of an exported history found, and how the event at fault reads. */
export interface FileReport {
  title: string;
  exportedAt: string;
  report: ChainReport;
  reads: string | null;
}

/** Verifies the text of an exported history. Throws `unsupported` with the reason when it is none, or not all of one. */
export function verifyExport(text: string, now: Date): FileReport {
  const started = performance.now();
  const { title, exportedAt, chain, events, head } = parse(text);
  const fault = verifyChain(
    chain,
    events.map((event) => ({ ...event, chain })),
    sha256,
    head,
  );
  const event = fault && events.find(({ seq }) => seq === fault.seq);
  const report = {
    chain,
    events: events.length,
    head,
    fault,
    verifiedAt: now.toISOString(),
    milliseconds: Math.round(performance.now() - started),
  };
  return {
    title,
    exportedAt,
    report,
    reads: event ? `${event.at}: ${sentence(event.actor.name, event.type, event.data)}` : null,
  };
}

function parse(text: string): z.output<typeof exported> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError(
      "unsupported",
      `The file is not JSON, or only the beginning of a download: ${error instanceof Error ? error.message : error}`,
    );
  }
  const result = exported.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError(
    "unsupported",
    `The file is not the JSON of an audit page: ${issue?.path.join(".") || "the top"}: ${issue?.message ?? "unknown form"}.`,
  );
}
