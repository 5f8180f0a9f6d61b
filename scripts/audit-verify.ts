// npm run audit:verify -- FILE | --database: finds an edited, removed, inserted or swapped event of a history, and names it.
// Ends with 0 when everything is as it was written, 1 when something is not, 2 when there was nothing to verify.
import { readFileSync } from "node:fs";
import { sentence } from "@/domain/event";
import { verifyAll } from "@/features/audit/queries/verify-all";
import { verifyExport } from "@/features/audit/queries/verify-file";
import type { ChainReport } from "@/features/audit/schema";
import { disconnect, reader } from "@/lib/db";
import { findDatabase, readerSettings } from "./running/running-database";

const usage = `Usage: npm run audit:verify -- FILE       the JSON downloaded from an audit page
       npm run audit:verify -- --database  every history of DATABASE_URL, or of the embedded database`;

function tell(
  name: string,
  { events, head, fault, milliseconds }: ChainReport,
  reads: string | null,
): boolean {
  const counted = `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"}`;
  if (fault === null) {
    console.log(
      `ok     ${name}: ${counted}, each as it was written${head ? `; ends with ${head.seq} ${head.hash.slice(0, 12)}…` : ""} (${milliseconds} ms)`,
    );
    return true;
  }
  console.log(`FAULT  ${name}, event ${fault.seq} (${fault.kind.replace("_", " ")}): ${fault.message}`);
  if (reads) console.log(`       It reads now: ${reads}`);
  return false;
}

function verifyFile(file: string): boolean {
  const { title, exportedAt, report, reads } = verifyExport(readFileSync(file, "utf8"), new Date());
  return tell(`${title}, exported ${exportedAt}`, report, reads);
}

async function verifyDatabase(): Promise<boolean> {
  const database = await findDatabase();
  try {
    Object.assign(process.env, readerSettings(database.url));
    console.log(`Verifying ${database.description}`);
    let clean = true;
    for await (const { name, report } of verifyAll(reader, new Date())) {
      const row =
        report.fault &&
        (await reader.auditEvent.findUnique({
          where: { chain_seq: { chain: report.chain, seq: report.fault.seq } },
        }));
      clean =
        tell(
          name,
          report,
          row ? `${row.at.toISOString()}: ${sentence(row.actorName, row.type, row.data)}` : null,
        ) && clean;
    }
    return clean;
  } finally {
    await disconnect();
    await database.stop();
  }
}

const [what, more] = process.argv.slice(2);
try {
  if (!what || more !== undefined || (what.startsWith("--") && what !== "--database")) throw new Error(usage);
  process.exitCode = (what === "--database" ? await verifyDatabase() : verifyFile(what)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
