import { exportInstanceCsv } from "@/features/audit/queries/export";
import { streamed } from "@/lib/file-stream";

export const GET = streamed(exportInstanceCsv);
